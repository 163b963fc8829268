/** What a command prints. In: results; out: JSON lines, plain lines or progress bars. */
@NullMarked
package io.afterimage.cli.output;

import org.jspecify.annotations.NullMarked;
