/**
 * Where one image spent its time, told to a tracing system. In: a record's headers, timings and outcome; out: spans, and
 * the trace context in the headers of what the image became. Knows OpenTelemetry and Kafka's headers, nothing else.
 */
@NullMarked
package io.afterimage.classifier.trace;

import org.jspecify.annotations.NullMarked;
