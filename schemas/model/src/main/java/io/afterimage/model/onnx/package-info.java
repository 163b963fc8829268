/**
 * The import of foreign models. In: ONNX classifiers of images as others export them; out: model packages; knows neither Kafka
 * nor image decoding.
 */
@NullMarked
package io.afterimage.model.onnx;

import org.jspecify.annotations.NullMarked;
