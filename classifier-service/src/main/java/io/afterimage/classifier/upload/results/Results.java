package io.afterimage.classifier.upload.results;

import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of images, from any instance's classifier: told as it is committed, and found by id. Safe for many
 * threads; close it once.
 */
public final class Results implements AutoCloseable {
    private static final int MOST_RECENT = 10_000;
    /** An image's result usually comes within a second; after so long without one it is not simply late. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    private final Clock clock;
    private final ResultReader reader;
    private final RecentResults recent = new RecentResults(MOST_RECENT);
    private final Waiters waiters = new Waiters();
    private final Subscriptions subscriptions;
    private final Tail tail;
    private final Lookup lookup;

    /**
     * @param client how to reach the brokers
     * @param mostFollowers most subscriptions at once
     */
    public Results(Map<String, Object> client, Topics topics, int mostFollowers, Clock clock) {
        this.clock = clock;
        reader = new ResultReader(topics);
        subscriptions = new Subscriptions(mostFollowers);
        tail = new Tail(client, List.of(topics.labels(), topics.deadLetters()), this::onRecord, clock);
        lookup = new Lookup(client, topics, reader);
    }

    /** Begins to follow, and returns at once; brokers and topics that are not there yet are waited for. */
    public void start() {
        tail.start();
    }

    /** Whether results are told as they come. */
    public boolean following() {
        return tail.following();
    }

    public Waiters waiters() {
        return waiters;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /**
     * Finds the result of an id: its first label, or its dead letter where it has none.
     *
     * @return what is known, or a {@link RefusedException}
     */
    public CompletableFuture<Found> find(String id) {
        Optional<Instant> made = ImageIds.time(id);
        if (made.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new RefusedException(ProblemType.ID_INVALID, "an id is a UUIDv7 in lower-case text form"));
        }
        Duration age = Duration.between(made.get(), clock.instant());
        boolean young = age.compareTo(RECENT) < 0 && age.compareTo(RECENT.negated()) > 0;
        Optional<Result> seen = recent.find(id).filter(any -> wasFollowing(made.get()));
        return seen.isPresent()
                ? CompletableFuture.completedFuture(new Found(seen, young, true))
                : lookup.find(id, made.get()).thenApply(answer -> new Found(answer.result(), young, answer.whole()));
    }

    /** Of an id from before that, an earlier label may have been missed. */
    private boolean wasFollowing(Instant made) {
        return tail.since().filter(made::isAfter).isPresent();
    }

    private void onRecord(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record).ifPresent(result -> {
            recent.add(result);
            waiters.tell(result);
            subscriptions.tell(result);
        });
    }

    @Override
    public void close() throws InterruptedException {
        tail.close();
        lookup.close();
    }
}
