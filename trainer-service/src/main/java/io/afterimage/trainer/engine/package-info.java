/**
 * A model package as something that learns. In: a package and examples; out: the package with other weights. Knows neither
 * Kafka nor Quarkus.
 */
@NullMarked
package io.afterimage.trainer.engine;

import org.jspecify.annotations.NullMarked;
