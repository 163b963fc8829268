/** Tests of the forms that data sets come in, and the files that they read. */
@NullMarked
package io.afterimage.cli.dataform;

import org.jspecify.annotations.NullMarked;
