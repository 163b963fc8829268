/**
 * The contract of Afterimage: topics, their types and settings, and the categories of failure. In: bytes from Kafka;
 * out: messages. Depends on the Kafka client and Protobuf alone.
 */
@NullMarked
package io.afterimage.events;

import org.jspecify.annotations.NullMarked;
