/** How fast a device runs a model, without images and Kafka. In: a model and a device; out: images a second by batch. */
@NullMarked
package io.afterimage.bench.infer;

import org.jspecify.annotations.NullMarked;
