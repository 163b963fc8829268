/** One image through decode and inference. In: an image record; out: an outcome. Knows neither Kafka Streams nor Quarkus. */
@NullMarked
package io.afterimage.classifier.infer;

import org.jspecify.annotations.NullMarked;
