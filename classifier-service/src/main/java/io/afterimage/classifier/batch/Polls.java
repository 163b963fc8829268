package io.afterimage.classifier.batch;

import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ImageTask;
import io.afterimage.classifier.infer.Runners;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What has been polled and is under way. A stream thread polls and processes in turn, so each has its own book of
 * tickets, and no lock is needed: a ticket is written into the record's headers when the record is polled, and handed
 * in when the record is processed.
 *
 * <p>Topic, partition and offset would not do as tickets: after a reset the same offsets come again while earlier tasks
 * for them are still about.
 */
public final class Polls {
    static final String TICKET = "afterimage.ticket";

    /** Each stream thread's own, in the order in which the runners take them. */
    private final ThreadLocal<Map<Long, ImageTask>> books = ThreadLocal.withInitial(LinkedHashMap::new);

    private final AtomicLong tickets = new AtomicLong();
    private final Runners runners;

    public Polls(Runners runners) {
        this.runners = runners;
    }

    /** Submits a polled record and puts its ticket into its headers. Without room it gets none. */
    void submit(ConsumerRecord<byte[], byte[]> record) {
        record.headers().remove(TICKET);
        ImageTask task = new ImageTask(new ImageRecord(
                record.topic(), record.partition(), record.offset(), record.value(), record.timestamp()));
        if (runners.submit(task)) {
            long ticket = tickets.incrementAndGet();
            books.get().put(ticket, task);
            record.headers()
                    .add(TICKET, ByteBuffer.allocate(Long.BYTES).putLong(ticket).array());
        }
    }

    /**
     * Hands a record's ticket in: the headers have none afterwards, and the task is the caller's. Empty if there is
     * none, or if it is not this record's, as when a stranger wrote such a header.
     */
    Optional<ImageTask> redeem(Headers headers, String topic, int partition, long offset) {
        Header header = headers.lastHeader(TICKET);
        headers.remove(TICKET);
        if (header == null || header.value() == null || header.value().length != Long.BYTES) {
            return Optional.empty();
        }
        long ticket = ByteBuffer.wrap(header.value()).getLong();
        ImageTask task = books.get().get(ticket);
        if (task == null
                || task.image().offset() != offset
                || task.image().partition() != partition
                || !task.image().topic().equals(topic)) {
            return Optional.empty();
        }
        books.get().remove(ticket);
        return Optional.of(task);
    }

    /** Whether this thread has processed all that it polled. */
    boolean idle() {
        return books.get().isEmpty();
    }

    /** The last of the next so many images that this thread polled; empty if it has none. */
    Optional<ImageTask> ahead(int count) {
        return books.get().values().stream().limit(count).reduce((sooner, later) -> later);
    }

    /** Takes back what this thread polled of a partition that it no longer owns. */
    void drop(int partition) {
        for (Iterator<ImageTask> tasks = books.get().values().iterator(); tasks.hasNext(); ) {
            ImageTask task = tasks.next();
            if (task.image().partition() == partition) {
                tasks.remove();
                runners.cancel(task);
            }
        }
    }

    /** Takes back all that this thread polled and did not process. */
    void dropAll() {
        books.get().values().forEach(runners::cancel);
        books.remove();
    }

    Runners runners() {
        return runners;
    }
}
