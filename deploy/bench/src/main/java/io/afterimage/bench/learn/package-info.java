/** What learning is worth. In: labelled photos and a model; out: accuracies, times and verdicts of real runs, kept so that a bench goes on where it was. */
@NullMarked
package io.afterimage.bench.learn;

import org.jspecify.annotations.NullMarked;
