/**
 * One training from beginning to end. In: a snapshot of the data set and a parent package; out: a candidate package with its
 * curves, or a named reason why there is none. Opens no test example. Knows neither Kafka nor Quarkus.
 */
@NullMarked
package io.afterimage.trainer.finetune;

import org.jspecify.annotations.NullMarked;
