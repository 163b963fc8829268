package io.afterimage.trainer.ops;

import io.afterimage.events.LabelSearch;
import io.afterimage.events.Topic;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.FeedbackToExamples;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.dataset.DataSetReader;
import io.afterimage.trainer.example.Compactors;
import io.afterimage.trainer.example.ExampleBook;
import io.afterimage.trainer.example.ExampleMetrics;
import io.afterimage.trainer.example.ExampleWriter;
import io.afterimage.trainer.example.FeedbackReader;
import io.afterimage.trainer.example.Groups;
import io.afterimage.trainer.example.Spellings;
import io.afterimage.trainer.feedback.CoordinateReader;
import io.afterimage.trainer.feedback.ImageFinder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Feedback becomes examples, and examples the data set on disk, on a thread of its own. Ends with the first failure, which
 * {@link #check} throws: all stages have to be made anew then. Close it once.
 */
final class DataStage implements AutoCloseable {
    /** What is left of their images is held at once: 100 of 0.5 MB. */
    private static final int BATCH = 100;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AFTER_COMMIT = Duration.ofMillis(20);
    private static final Duration IMAGES = Duration.ofSeconds(15);
    private static final Duration DECODING = Duration.ofMinutes(1);
    private static final Duration CLOSE = Duration.ofSeconds(15);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "feedback-to-examples");
    private final ExampleMetrics metrics;
    private final DataSet dataSet;
    private final DataSetReader dataSetReader;
    private final FeedbackReader feedback;
    private final ExampleBook book;
    private final FeedbackToExamples process;
    private boolean settled = true;
    private volatile @Nullable RuntimeException failure;

    /**
     * Reads the data set and begins; may take as long as reading it does.
     *
     * @param modelLabels the live model's classes, whose spelling counts where nobody has named them yet
     * @param metrics outlives the stage
     */
    DataStage(
            TrainerConfig config,
            Map<String, Object> client,
            Topics topics,
            List<String> modelLabels,
            ExampleMetrics metrics) {
        this.metrics = metrics;
        try {
            // First of all: from here on no other trainer changes the data set.
            ExampleWriter writer = own(
                    new ExampleWriter(client, topics, config.topicPrefix() + "trainer-examples", Clock.systemUTC()));
            Admin admin = Admin.create(client);
            // Without a limit it waits a minute for what nobody answers.
            own(() -> admin.close(Duration.ZERO));
            TopicAdmin ids = new TopicAdmin(admin, config.patience());
            dataSet = DataSet.open(config.trainingDir().resolve("data"), uuid(ids, topics.examples()));
            dataSetReader = own(new DataSetReader(client, topics.examples(), dataSet, IMAGES));
            dataSetReader.catchUp();
            metrics.watch(dataSet::counts);
            Spellings spellings = new Spellings();
            book = new ExampleBook(dataSet, new Groups(SplitKey.sides(config.split())), spellings);
            spellings.add(modelLabels);
            feedback = own(new FeedbackReader(
                    client, topics.feedback(), config.topicPrefix() + "trainer", BATCH, config.patience()));
            process = new FeedbackToExamples(
                    feedback,
                    own(new LabelSearch(client, topics.labels(), config.labelPatience())),
                    new ImageFinder(
                            own(new CoordinateReader(client, topics.images(), IMAGES)),
                            () -> uuid(ids, topics.images()),
                            Store.at(config.store()),
                            config.image().mostBytes()),
                    own(new Compactors(
                            limits(config), Runtime.getRuntime().availableProcessors(), DECODING.toMillis())),
                    book,
                    writer,
                    metrics);
        } catch (RuntimeException e) {
            closeParts(e);
            throw e;
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** The data set as it is on disk. */
    DataSet dataSet() {
        return dataSet;
    }

    /** @throws RuntimeException what ended the stage, if anything has */
    void check() {
        RuntimeException ended = failure;
        if (ended != null) {
            throw ended;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        metrics.watch(null);
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failed = new IllegalStateException("The data stage did not end in order");
        closeParts(failed);
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                List<ConsumerRecord<byte[], byte[]>> records = feedback.poll(settled ? POLL : AFTER_COMMIT);
                if (!records.isEmpty()) {
                    process.process(records);
                }
                if (!records.isEmpty() || !settled) {
                    dataSetReader.catchUp();
                    settled = book.settle();
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("Feedback is no longer read: " + e, e);
            throw e;
        }
    }

    private <P extends AutoCloseable> P own(P part) {
        parts.push(part);
        return part;
    }

    /** In reverse order; keeps every failure. */
    private void closeParts(RuntimeException failed) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
    }

    private static String uuid(TopicAdmin admin, Topic<?, ?> topic) {
        return admin.uuid(topic).orElseThrow(() -> new KafkaException("The topic " + topic.name() + " is gone"));
    }

    /** What an image may cost. */
    static ImageLimits limits(TrainerConfig config) {
        return new ImageLimits(
                config.image().mostBytes(),
                config.image().mostPixels(),
                ImageLimits.DEFAULTS.side(),
                config.image().mostMemory());
    }
}
