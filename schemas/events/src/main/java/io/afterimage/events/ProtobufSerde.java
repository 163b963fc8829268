package io.afterimage.events;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf messages as they stand on a topic: the message's bytes and nothing else. A null stays null (a tombstone).
 * The deserializer throws {@link MalformedEventException} on anything that is not the message. Safe for many threads.
 */
public final class ProtobufSerde<M extends MessageLite> implements Serde<M> {
    private final Parser<M> parser;
    private final String message;

    private ProtobufSerde(Parser<M> parser, String message) {
        this.parser = parser;
        this.message = message;
    }

    /** A serde for the type of which {@code prototype} is the default instance. */
    @SuppressWarnings("unchecked")
    public static <M extends MessageLite> ProtobufSerde<M> of(M prototype) {
        return new ProtobufSerde<>(
                (Parser<M>) prototype.getParserForType(), prototype.getClass().getSimpleName());
    }

    @Override
    public Serializer<M> serializer() {
        return (topic, value) -> value == null ? null : value.toByteArray();
    }

    @Override
    public Deserializer<M> deserializer() {
        return this::parse;
    }

    private @Nullable M parse(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedEventException(topic, message, e);
        }
    }
}
