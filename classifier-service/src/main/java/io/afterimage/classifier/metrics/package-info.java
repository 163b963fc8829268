/** What the classifier measures of itself. In: outcomes, timings, states; out: Micrometer meters. Knows no Prometheus and no Quarkus. */
@NullMarked
package io.afterimage.classifier.metrics;

import org.jspecify.annotations.NullMarked;
