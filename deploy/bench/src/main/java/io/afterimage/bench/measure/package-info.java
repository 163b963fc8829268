/** Numbers. In: labels as they arrive, processes, samples; out: rates, spreads, and what was lost or doubled. Knows no Kafka. */
@NullMarked
package io.afterimage.bench.measure;

import org.jspecify.annotations.NullMarked;
