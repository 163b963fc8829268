/** Tests of the local stack. */
@NullMarked
package io.afterimage.cli.stack;

import org.jspecify.annotations.NullMarked;
