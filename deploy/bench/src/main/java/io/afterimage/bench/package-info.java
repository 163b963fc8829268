/** The bench command. In: a command line; out: figures, and exit code 1 where an image was lost or doubled. */
@NullMarked
package io.afterimage.bench;

import org.jspecify.annotations.NullMarked;
