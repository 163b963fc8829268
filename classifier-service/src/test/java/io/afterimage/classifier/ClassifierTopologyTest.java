package io.afterimage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTopologyTest {
    private static final Topics TOPICS = TestTopology.TOPICS;
    private static final byte[] KEY = {1, 2, 3};

    private Store store;
    private TestTopology topology;
    private TestInputTopic<byte[], byte[]> images;
    private TestOutputTopic<byte[], Label> labels;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start(@TempDir Path folder) {
        store = new Store(folder);
        topology = new TestTopology(store);
        images = topology.images();
        labels = topology.labels();
        deadLetters = topology.deadLetters();
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void anImageBecomesALabelThatNamesItsModelAndItsCoordinate() {
        ImageEvent event = TestImages.event(TestImages.png(Color.RED)).build();

        images.pipeInput(KEY, event.toByteArray());

        TestRecord<byte[], Label> record = labels.readRecord();
        Label label = record.value();
        assertThat(record.key()).isEqualTo(KEY);
        assertThat(label.getId()).isEqualTo(event.getId());
        assertThat(label.getTop(0).getLabel()).isEqualTo("red");
        assertThat(label.getTopCount()).isEqualTo(2);
        assertThat(label.getModel()).isEqualTo(topology.model().version());
        assertThat(label.getCoordinate().getTopicUuid()).isEqualTo("uuid");
        assertThat(label.getCoordinate().getTopic()).isEqualTo(TOPICS.images().name());
        assertThat(label.getSha256().size()).isEqualTo(32);
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void everyImageBecomesExactlyOneLabelInOrder() {
        for (int i = 0; i < 50; i++) {
            images.pipeInput(
                    KEY,
                    TestImages.event(TestImages.png(i % 2 == 0 ? Color.GREEN : Color.BLUE))
                            .build()
                            .toByteArray());
        }

        assertThat(labels.readValuesToList())
                .hasSize(50)
                .extracting(label -> label.getCoordinate().getOffset())
                .isSorted();
    }

    @Test
    void garbageBecomesADeadLetterWithItsOriginalBytes() {
        byte[] garbage = "no protobuf at all".getBytes(StandardCharsets.UTF_8);

        images.pipeInput(KEY, garbage);

        assertRejected(RejectionReason.EVENT_MALFORMED, garbage);
    }

    @Test
    void anEventWithAnythingBehindItsEndBecomesADeadLetter() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.write(TestImages.event(TestImages.png(Color.RED)).build().toByteArray());
        // The end of a group that never began, where a reader of streams could stop and be content.
        event.write(0x0c);
        event.write(new byte[] {1, 2, 3});

        images.pipeInput(KEY, event.toByteArray());

        assertRejected(RejectionReason.EVENT_MALFORMED, event.toByteArray());
    }

    @Test
    void aRecordWithoutAValueBecomesADeadLetter() {
        images.pipeInput(new TestRecord<>(KEY, null));

        assertThat(reason(deadLetters.readRecord())).isEqualTo(RejectionReason.EVENT_MALFORMED);
    }

    @Test
    void badImagesBecomeDeadLettersByReasonAndTheNextOneALabel() {
        byte[] png = TestImages.png(Color.RED);
        Map<RejectionReason, byte[]> bad = Map.of(
                RejectionReason.IMAGE_EMPTY, new byte[0],
                RejectionReason.FORMAT_UNKNOWN, new byte[] {1},
                RejectionReason.IMAGE_TRUNCATED, Arrays.copyOf(png, png.length / 2));
        bad.forEach((reason, bytes) -> {
            byte[] event = TestImages.event(bytes).build().toByteArray();

            images.pipeInput(KEY, event);

            assertRejected(reason, event);
        });

        images.pipeInput(KEY, TestImages.event(png).build().toByteArray());

        assertThat(labels.readValue().getTop(0).getLabel()).isEqualTo("red");
    }

    @Test
    void anImageOverTheInlineLimitBecomesADeadLetter() {
        byte[] event =
                TestImages.event(new byte[Topics.INLINE_LIMIT + 1]).build().toByteArray();

        images.pipeInput(KEY, event);

        assertRejected(RejectionReason.IMAGE_TOO_LARGE, event);
    }

    @Test
    void aRecordPastTheTopicsLimitLeavesItsHash() {
        images.pipeInput(
                KEY,
                TestImages.event(new byte[2 * Topics.IMAGE_MESSAGE_BYTES])
                        .build()
                        .toByteArray());

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.value()).isEmpty();
        assertThat(DeadLetters.read(letter.headers(), DeadLetters.VALUE_SHA256)).hasSize(64);
    }

    @Test
    void anImageInTheStoreIsFetchedByItsKey() throws IOException {
        String key = store.put(Store.Kind.IMAGE, TestImages.png(Color.BLUE));

        images.pipeInput(
                KEY, TestImages.event(new byte[0]).setStoreKey(key).build().toByteArray());

        assertThat(labels.readValue().getTop(0).getLabel()).isEqualTo("blue");
    }

    @Test
    void aKeyThatTheStoreDoesNotKnowBecomesADeadLetter() {
        byte[] event = TestImages.event(new byte[0])
                .setStoreKey("ab".repeat(32))
                .build()
                .toByteArray();

        images.pipeInput(KEY, event);

        assertRejected(RejectionReason.STORE_OBJECT_MISSING, event);
    }

    @Test
    void anImageThatOutlivedItsTimeIsNotLookedAt() {
        ImageEvent event = TestImages.event(TestImages.png(Color.RED))
                .setTimeToLive(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                .build();

        images.pipeInput(KEY, event.toByteArray(), Instant.now().minusSeconds(61));
        images.pipeInput(KEY, event.toByteArray(), Instant.now());

        assertThat(labels.readValuesToList())
                .extracting(Label::getDecision)
                .containsExactly(Decision.EXPIRED, Decision.LABELLED);
    }

    @Test
    void aStrangersTicketIsNoTicket() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("afterimage.ticket", ByteBuffer.allocate(8).putLong(1).array());

        images.pipeInput(new TestRecord<>(
                KEY, TestImages.event(TestImages.png(Color.RED)).build().toByteArray(), headers));

        assertThat(labels.readValue().getTop(0).getLabel()).isEqualTo("red");
        assertThat(topology.inline()).isEqualTo(1);
    }

    private void assertRejected(RejectionReason reason, byte[] original) {
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(reason(letter)).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(original);
        assertThat(letter.key()).isEqualTo(KEY);
        assertThat(DeadLetters.read(letter.headers(), DeadLetters.TOPIC))
                .isEqualTo(TOPICS.images().name());
        assertThat(DeadLetters.read(letter.headers(), DeadLetters.OFFSET)).matches("\\d+");
        assertThat(labels.isEmpty()).isTrue();
    }

    private static RejectionReason reason(TestRecord<byte[], byte[]> letter) {
        return RejectionReason.valueOf(String.valueOf(DeadLetters.read(letter.headers(), DeadLetters.REASON)));
    }
}
