/** The afterimage command. In: arguments; out: lines for people or one JSON object a line, and an exit code. */
@NullMarked
package io.afterimage.cli;

import org.jspecify.annotations.NullMarked;
