/**
 * Decides whether a candidate may go live. In: what it and the live model said of the same test examples; out: a report
 * with a verdict, its reason and the whole table. Pure: knows neither Kafka nor PyTorch.
 */
@NullMarked
package io.afterimage.trainer.gate;

import org.jspecify.annotations.NullMarked;
