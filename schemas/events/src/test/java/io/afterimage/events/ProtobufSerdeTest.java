package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.afterimage.events.v1.ImageEvent;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufSerdeTest {
    private final Topic<String, ImageEvent> images = new Topics(Topics.DEFAULT_PREFIX).images();

    @Test
    void aMessageSurvivesTheWayThroughATopic() {
        ImageEvent event = ImageEvent.newBuilder().setSource("gate-1").build();

        byte[] bytes = images.valueSerde().serializer().serialize(images.name(), event);

        assertThat(read(bytes)).isEqualTo(event);
    }

    @Test
    void aTombstoneStaysNull() {
        assertThat(images.valueSerde().serializer().serialize(images.name(), null))
                .isNull();
        assertThat(images.valueSerde().deserializer().deserialize(images.name(), (byte[]) null))
                .isNull();
    }

    @Test
    void garbageIsAnsweredWithItsCategory() {
        byte[] text = "this is no protobuf".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(MalformedEventException.class, e -> {
            assertThat(e.rejection().reason()).isEqualTo(RejectionReason.EVENT_MALFORMED);
            assertThat(e.rejection().detail()).startsWith("no ImageEvent");
        });
    }

    @Test
    void randomBytesAreAMessageOrACategory() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);

            Throwable thrown = catchThrowable(() -> read(bytes));

            assertThat(thrown == null || thrown instanceof MalformedEventException)
                    .isTrue();
        }
    }

    private ImageEvent read(byte[] bytes) {
        return images.valueSerde().deserializer().deserialize(images.name(), bytes);
    }
}
