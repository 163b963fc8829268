/** Tests that each form holds what is written in it. */
@NullMarked
package io.afterimage.cli.dataform.write;

import org.jspecify.annotations.NullMarked;
