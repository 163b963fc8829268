package io.afterimage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.Timestamp;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any record on the images topic: it becomes one label or one dead letter, and no stream thread dies of it. {@code mvn test
 * -Dfuzz=10m -Dtest=RecordFuzzTest} fuzzes; otherwise the seeds and past findings run.
 */
class RecordFuzzTest {
    /** Headers that something looks for, and one that nothing does. */
    private static final List<String> HEADERS =
            List.of("afterimage.ticket", "traceparent", "tracestate", DeadLetters.REASON, DeadLetters.OFFSET, "x");

    private static final List<String> REASONS =
            Arrays.stream(RejectionReason.values()).map(Enum::name).toList();

    /** Lives until the process ends, as a classifier does. */
    private static final TestTopology TOPOLOGY = new TestTopology(new Store(Path.of("target", "fuzz", "store")));

    static Stream<Arguments> seeds() {
        byte[] red = TestImages.event(TestImages.png(Color.RED))
                .setCapturedAt(Timestamp.newBuilder().setSeconds(1_790_000_000L))
                .setTimeToLive(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                .putAttributes("sender-id", "4711")
                .build()
                .toByteArray();
        byte[] stored = ImageEvent.newBuilder()
                .setId(TestImages.id())
                .setSource("gate")
                .setStoreKey("ab".repeat(32))
                .build()
                .toByteArray();
        byte[] parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                        input("gate", 5, new byte[0], red),
                        input("", 1, parent, red),
                        input("gate", 0, ByteBuffer.allocate(8).putLong(1).array(), stored),
                        input("gate", 3, "IMAGE_EMPTY".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2, 3}),
                        input("gate", 4, new byte[] {-1}, new byte[0]),
                        new byte[0])
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("seeds")
    @FuzzTest
    void becomesOneLabelOrOneDeadLetter(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] key = part(in);
        Headers headers = new RecordHeaders();
        headers.add(HEADERS.get(in.hasRemaining() ? (in.get() & 0xff) % HEADERS.size() : 0), part(in));
        byte[] value = in.hasRemaining() ? Arrays.copyOfRange(bytes, in.position(), bytes.length) : null;

        TOPOLOGY.images().pipeInput(new TestRecord<>(key, value, headers));

        List<TestRecord<byte[], Label>> labels = TOPOLOGY.labels().readRecordsToList();
        List<TestRecord<byte[], byte[]>> deadLetters = TOPOLOGY.deadLetters().readRecordsToList();
        assertThat(labels.size() + deadLetters.size()).isEqualTo(1);
        labels.forEach(label -> assertThat(label.key()).isEqualTo(key));
        deadLetters.forEach(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(value);
            assertThat(DeadLetters.read(letter.headers(), DeadLetters.REASON)).isIn(REASONS);
        });
    }

    /** What {@link #becomesOneLabelOrOneDeadLetter} takes apart. */
    private static byte[] input(String key, int header, byte[] headerValue, byte[] value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(key.length() + 1);
        bytes.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
        bytes.write(header);
        bytes.write(headerValue.length + 1);
        bytes.writeBytes(headerValue);
        bytes.writeBytes(value);
        return bytes.toByteArray();
    }

    /** A byte that says how long it is, or that there is none, and so many bytes. */
    private static byte @Nullable [] part(ByteBuffer in) {
        int length = in.hasRemaining() ? (in.get() & 0xff) - 1 : -1;
        if (length < 0) {
            return null;
        }
        byte[] part = new byte[Math.min(length, in.remaining())];
        in.get(part);
        return part;
    }
}
