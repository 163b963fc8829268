/**
 * Images in over HTTP, without the HTTP. In: parameters and bytes; out: an event that the brokers have, or a refusal
 * with its problem type. Depends on Kafka's producer, the store and {@code results}.
 */
@NullMarked
package io.afterimage.classifier.upload;

import org.jspecify.annotations.NullMarked;
