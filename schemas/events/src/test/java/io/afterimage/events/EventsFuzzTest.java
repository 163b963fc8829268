package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.ImageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bytes on any topic: a message, or the category of a dead letter. {@code mvn test -Dfuzz=10m
 * -Dtest=EventsFuzzTest} fuzzes; otherwise the seeds and past findings run.
 */
class EventsFuzzTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<Arguments> seeds() throws IOException {
        ImageEvent event = ImageEvent.newBuilder()
                .setId("0190a8b4-7c00-7abc-8def-0123456789ab")
                .setSource("gate-1")
                .setCapturedAt(Timestamp.newBuilder().setSeconds(1_790_000_000L))
                .setTimeToLive(Duration.newBuilder().setSeconds(60))
                .putAttributes("sender-id", "4711")
                .setData(ByteString.copyFromUtf8("bytes"))
                .build();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return Stream.concat(
                    Stream.of(Arguments.of((Object) event.toByteArray())),
                    files.sorted().toList().stream().map(file -> Arguments.of((Object) hex(file))));
        }
    }

    @MethodSource("seeds")
    @FuzzTest
    void read(byte[] bytes) {
        for (Topic<?, ?> topic : TOPICS.all()) {
            readFrom(topic, bytes);
        }
        DeadLetters.read(new RecordHeaders().add(DeadLetters.DETAIL, bytes), DeadLetters.DETAIL);
    }

    private static <V> void readFrom(Topic<?, V> topic, byte[] bytes) {
        V value;
        try {
            value = topic.valueSerde().deserializer().deserialize(topic.name(), bytes);
        } catch (MalformedEventException e) {
            assertThat(e.rejection().reason()).isEqualTo(RejectionReason.EVENT_MALFORMED);
            becomesADeadLetter(e.rejection());
            return;
        }
        byte[] again = topic.valueSerde().serializer().serialize(topic.name(), value);
        assertThat(topic.valueSerde().deserializer().deserialize(topic.name(), again))
                .isEqualTo(value);
        if (value instanceof ImageEvent event) {
            check(event);
        }
    }

    private static void check(ImageEvent event) {
        Optional<Rejection> broken = ImageEvents.check(event);
        broken.ifPresent(EventsFuzzTest::becomesADeadLetter);
        if (broken.isEmpty()) {
            Timestamp captured = event.getCapturedAt();
            assertThat(Times.instant(captured))
                    .isEqualTo(Instant.ofEpochSecond(captured.getSeconds()).plusNanos(captured.getNanos()));
        }
    }

    private static void becomesADeadLetter(Rejection rejection) {
        assertThat(rejection.detail()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
        assertThat(rejection.detail().codePointCount(0, rejection.detail().length()))
                .isLessThanOrEqualTo(500);
        Headers headers = new RecordHeaders();
        DeadLetters.write(headers, new DeadLetters.Origin(rejection, "t", 0, 0, Instant.EPOCH));
        assertThat(DeadLetters.read(headers, DeadLetters.REASON))
                .isEqualTo(rejection.reason().name());
        assertThat(DeadLetters.read(headers, DeadLetters.DETAIL)).isEqualTo(rejection.detail());
        DeadLetters.strip(headers);
        assertThat(headers).isEmpty();
    }

    private static byte[] hex(Path file) {
        try {
            return HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
