/** The console in a browser. In: what a played trainer says; out: what a person sees, and what the trainer hears. */
@NullMarked
package io.afterimage.trainer.console;

import org.jspecify.annotations.NullMarked;
