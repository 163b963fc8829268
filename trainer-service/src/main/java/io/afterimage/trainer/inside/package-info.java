/** What is inside a model, as pictures. In: a model's file; out: its first filters. Knows neither Kafka nor libtorch. */
@NullMarked
package io.afterimage.trainer.inside;

import org.jspecify.annotations.NullMarked;
