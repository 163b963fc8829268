/**
 * What is inside a model, as pictures. In: a model's file and an image; out: filters, activations, and where the model
 * looks. Knows neither Kafka nor libtorch.
 */
@NullMarked
package io.afterimage.trainer.inside;

import org.jspecify.annotations.NullMarked;
