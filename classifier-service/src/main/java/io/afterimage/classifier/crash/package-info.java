/** What kills the process. In: which image is in native code; out: after a death, which of them must run alone or never again. Knows neither Kafka nor native code. */
@NullMarked
package io.afterimage.classifier.crash;

import org.jspecify.annotations.NullMarked;
