package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import io.afterimage.service.ClientSettings;
import io.afterimage.service.TopicGate;
import io.afterimage.trainer.FeedbackToConsole;
import io.afterimage.trainer.RecordsToConsole;
import io.afterimage.trainer.answer.AnswerDesk;
import io.afterimage.trainer.answer.AnswerLog;
import io.afterimage.trainer.answer.AnswerReader;
import io.afterimage.trainer.answer.FeedbackWriter;
import io.afterimage.trainer.answer.Renames;
import io.afterimage.trainer.estimate.TrainingSample;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.inside.Microscope;
import io.afterimage.trainer.live.ClassCounts;
import io.afterimage.trainer.live.Follower;
import io.afterimage.trainer.live.LagAsker;
import io.afterimage.trainer.live.LivePicture;
import io.afterimage.trainer.live.Timeline;
import io.afterimage.trainer.picture.ImagesTopic;
import io.afterimage.trainer.picture.PictureMaker;
import io.afterimage.trainer.picture.Pictures;
import io.afterimage.trainer.review.ReviewQueue;
import io.afterimage.trainer.review.ReviewSettings;
import io.afterimage.trainer.run.Comparisons;
import io.afterimage.trainer.stream.Broadcast;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that stands behind the console's paths, without a framework. It follows topics whether or not this trainer is
 * elected, and nothing of it waits for brokers at the start. Start it once and close it once.
 */
final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int MOST_READERS = 32;
    private static final int PICTURES_AT_ONCE = 4;
    private static final int CLOCKS = 3;
    private static final Duration PICTURE = Duration.ofSeconds(10);
    private static final Duration READ = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LAG = Duration.ofSeconds(5);
    private static final Duration UNUSED = Duration.ofSeconds(10);
    private static final Duration TRAINING = Duration.ofSeconds(10);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final InstantSource clock = InstantSource.system();
    private final Topics topics;
    private final Store store;
    private final ModelLog log;
    private final Timeline timeline = new Timeline();
    private final Broadcast liveReaders = new Broadcast(MOST_READERS);
    private final Broadcast runReaders = new Broadcast(MOST_READERS);
    private final LivePicture live;
    private final ReviewQueue queue = new ReviewQueue(ReviewSettings.DEFAULTS, clock);
    private final AnswerLog answers = new AnswerLog();
    private final ClassCounts classCounts = new ClassCounts();
    private final Renames renames = new Renames(clock);
    private final Pictures pictures;
    private final Microscope microscope;
    private final TrainingSample training;
    private final Comparisons comparisons;
    private final Supplier<Optional<Work>> work;
    private final FeedbackWriter writer;
    private final AnswerDesk desk;
    private final Follower follower;
    /** Of feedback alone, which takes a while from the beginning. */
    private final Follower said;

    private final LagAsker lag;
    private final RunTicker runs;
    private final ScheduledExecutorService clocks = Executors.newScheduledThreadPool(CLOCKS, task -> {
        Thread thread = new Thread(task, "console-clock");
        thread.setDaemon(true);
        return thread;
    });

    /** @param work of the elected trainer; empty for any other */
    Console(TrainerConfig config, Supplier<Optional<Work>> work) {
        Map<String, Object> client = ClientSettings.of(config.bootstrapServers(), config.clientProperties());
        this.work = work;
        topics = new Topics(config.topicPrefix());
        store = Store.at(config.store());
        log = new ModelLog(client, topics.models(), config.patience(), Clock.systemUTC());
        live = new LivePicture(clock, timeline, liveReaders, this::failure);
        RecordsToConsole records = new RecordsToConsole(topics, live, classCounts, queue);
        follower = new Follower(client, records.followed(), clock);
        FeedbackToConsole feedback = new FeedbackToConsole(topics.feedback(), queue, answers, renames);
        TopicGate brokers = new TopicGate(client, List.of(topics.images()), config.patience());
        ImagesTopic images = new ImagesTopic(topics.images().name(), () -> brokers.uuid(topics.images()), clock);
        ImageLimits limits = DataStage.limits(config);
        pictures = new Pictures(
                PICTURES_AT_ONCE,
                PICTURE,
                () -> PictureMaker.open(client, topics.images(), images, store, limits, PICTURE));
        microscope = new Microscope(store, limits, PICTURE, clock);
        training = new TrainingSample(microscope::embedding);
        comparisons = new Comparisons(store, GateOptions.labelMap(config.gate()));
        writer = new FeedbackWriter(client, topics.feedback(), config.patience());
        desk = new AnswerDesk(
                new AnswerReader(images::at, queue::find, queue::handedBlind, renames, clock),
                writer::write,
                written -> feedback.said(written, clock.instant()));
        said = new Follower(client, List.of(feedback.followed(desk::remember)), clock);
        lag = new LagAsker(client, topics.images().name(), config.topicPrefix() + "classifier");
        runs = new RunTicker(() -> work.get().map(Work::runs), runReaders, clock);
    }

    /** Begins to follow, and returns at once. */
    void start() {
        follower.start();
        said.start();
        every(SECOND, live::tick);
        every(SECOND, runs::tick);
        every(UNUSED, microscope::closeUnused);
        every(TRAINING, this::followTraining);
        every(LAG, () -> live.lag(lag.ask().orElse(null)));
    }

    InstantSource clock() {
        return clock;
    }

    Store store() {
        return store;
    }

    ModelLog log() {
        return log;
    }

    Timeline timeline() {
        return timeline;
    }

    Broadcast liveReaders() {
        return liveReaders;
    }

    Broadcast runReaders() {
        return runReaders;
    }

    LivePicture live() {
        return live;
    }

    ClassCounts classCounts() {
        return classCounts;
    }

    ReviewQueue queue() {
        return queue;
    }

    AnswerLog answers() {
        return answers;
    }

    Renames renames() {
        return renames;
    }

    Pictures pictures() {
        return pictures;
    }

    Microscope microscope() {
        return microscope;
    }

    TrainingSample training() {
        return training;
    }

    Comparisons comparisons() {
        return comparisons;
    }

    FeedbackWriter writer() {
        return writer;
    }

    /**
     * The desk, once it is known what was said before: an answer may be there already, or its class be called otherwise by now.
     *
     * @throws Refusal if that takes longer than one request may
     */
    AnswerDesk desk() {
        if (!said.awaitCaughtUp(READ)) {
            String failure = said.failure();
            throw failure.isEmpty()
                    ? new Refusal(503, "READING", "what people said before is still being read; send the answers again")
                    : new Refusal(503, "BROKERS_UNAVAILABLE", failure + "; send the answers again");
        }
        return desk;
    }

    @Override
    public void close() {
        clocks.shutdownNow();
        follower.close();
        said.close();
        writer.close();
        pictures.close();
        comparisons.close();
        microscope.close();
        try {
            if (clocks.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                lag.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void followTraining() {
        work.get().map(Work::dataSet).ifPresent(examples -> timeline.history()
                .live()
                .ifPresent(version -> training.follow(version, examples.all(), examples::image)));
    }

    private String failure() {
        String failure = follower.failure();
        return failure.isEmpty() ? said.failure() : failure;
    }

    private void every(Duration pause, Runnable task) {
        var unused = clocks.scheduleWithFixedDelay(
                () -> survived(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What fails once would otherwise never be done again. */
    private static void survived(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("The console could not be told", e);
        }
    }
}
