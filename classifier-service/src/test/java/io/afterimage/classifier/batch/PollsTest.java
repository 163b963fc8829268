package io.afterimage.classifier.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.ImageTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No runner takes anything here, so that what is submitted stays to be seen. */
class PollsTest {
    private final FusedRunners runners = new FusedRunners(
            0,
            5,
            () -> {
                throw new IllegalStateException("There is no runner");
            },
            Duration.ofSeconds(1));
    private final Polls polls = new Polls(runners);
    private final PollInterceptor interceptor = new PollInterceptor();

    PollsTest() {
        interceptor.configure(Map.of(PollInterceptor.POLLS, polls));
    }

    @AfterEach
    void close() {
        interceptor.close();
        runners.close();
    }

    @Test
    void aPolledRecordIsSubmittedAndItsTicketRedeemedOnce() {
        ConsumerRecord<byte[], byte[]> record = poll(record(0, 7));
        assertThat(runners.waiting()).isEqualTo(1);
        assertThat(polls.idle()).isFalse();

        assertThat(redeem(record)).map(task -> task.image().offset()).contains(7L);

        assertThat(record.headers().toArray()).isEmpty();
        assertThat(polls.idle()).isTrue();
        assertThat(redeem(record)).isEmpty();
    }

    @Test
    void aheadIsTheLastOfTheNextFewOfThisThread() {
        ConsumerRecord<byte[], byte[]> first = poll(record(0, 7));
        poll(record(1, 3));
        poll(record(0, 8));

        assertThat(polls.ahead(2)).map(task -> task.image().offset()).contains(3L);
        redeem(first);
        assertThat(polls.ahead(2)).map(task -> task.image().offset()).contains(8L);
        assertThat(polls.ahead(16)).map(task -> task.image().offset()).contains(8L);
        assertThat(CompletableFuture.supplyAsync(() -> polls.ahead(16)).join()).isEmpty();
    }

    @Test
    void offsetsThatComeAgainAfterAResetHaveTicketsOfTheirOwn() {
        ConsumerRecord<byte[], byte[]> first = poll(record(0, 7));
        ConsumerRecord<byte[], byte[]> again = poll(record(0, 7));

        ImageTask second = redeem(again).orElseThrow();

        assertThat(redeem(first)).isPresent().get().isNotSameAs(second);
    }

    @Test
    void aTicketIsGoodForItsOwnRecordOnly() {
        ConsumerRecord<byte[], byte[]> polled = poll(record(0, 7));
        ConsumerRecord<byte[], byte[]> forged = record(0, 8);
        forged.headers().add(polled.headers().lastHeader(Polls.TICKET));

        assertThat(redeem(forged)).isEmpty();
        assertThat(redeem(polled)).isPresent();
    }

    @Test
    void aTicketThatTheSenderWroteIsReplaced() {
        ConsumerRecord<byte[], byte[]> record = record(0, 7);
        record.headers().add(Polls.TICKET, new byte[] {1});

        assertThat(redeem(poll(record))).isPresent();
    }

    @Test
    void withoutRoomARecordHasNoTicket() {
        for (int offset = 0; offset < 5; offset++) {
            poll(record(0, offset));
        }

        ConsumerRecord<byte[], byte[]> sixth = poll(record(0, 5));

        assertThat(redeem(sixth)).isEmpty();
    }

    @Test
    void aLostPartitionTakesOnlyItsOwnBack() {
        ConsumerRecord<byte[], byte[]> lost = poll(record(0, 1));
        ConsumerRecord<byte[], byte[]> kept = poll(record(1, 1));

        polls.drop(0);

        assertThat(redeem(lost)).isEmpty();
        assertThat(redeem(kept)).isPresent();
        assertThat(runners.waiting()).isEqualTo(1);
    }

    @Test
    void aClosedConsumerTakesAllBack() {
        poll(record(0, 1));
        poll(record(1, 1));

        interceptor.close();

        assertThat(runners.waiting()).isZero();
        assertThat(polls.idle()).isTrue();
    }

    @Test
    void anotherThreadsConsumerTakesNothingOfMineBack() throws Exception {
        ConsumerRecord<byte[], byte[]> mine = poll(record(0, 1));

        Thread other = new Thread(interceptor::close);
        other.start();
        other.join();

        assertThat(redeem(mine)).isPresent();
    }

    private ConsumerRecord<byte[], byte[]> poll(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        interceptor.onConsume(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()));
        return record;
    }

    private Optional<ImageTask> redeem(ConsumerRecord<byte[], byte[]> record) {
        return polls.redeem(record.headers(), record.topic(), record.partition(), record.offset());
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("images", partition, offset, new byte[0], new byte[0]);
    }
}
