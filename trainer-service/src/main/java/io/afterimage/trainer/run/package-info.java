/**
 * Runs, each in a process of its own. In: the data set, the live model, and who asks for a run; out: a candidate that the gate has
 * judged, progress, and a record of how it came to be.
 */
@NullMarked
package io.afterimage.trainer.run;

import org.jspecify.annotations.NullMarked;
