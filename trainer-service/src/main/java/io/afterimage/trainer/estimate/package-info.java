/**
 * How good the live model is on what it really sees, and whose answers are in doubt. In: labels that were drawn at random,
 * and feedback; out: an estimate with its interval, and a list of contradictions.
 */
@NullMarked
package io.afterimage.trainer.estimate;

import org.jspecify.annotations.NullMarked;
