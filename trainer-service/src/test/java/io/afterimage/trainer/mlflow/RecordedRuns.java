package io.afterimage.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.events.v1.Phase;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.Positions;
import io.afterimage.trainer.engine.train.Fit;
import io.afterimage.trainer.finetune.Curve;
import io.afterimage.trainer.finetune.LeftOut;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.Scores;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.Tuned;
import io.afterimage.trainer.run.RunRecord;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs that ended and a server to record them in, for the tests of recording. */
abstract class RecordedRuns {
    static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");
    static final Instant ENDED = BEGAN.plusSeconds(60);
    static final String FIRST = "20260102-030405-000-aaaa";
    static final String SECOND = "20260102-040405-000-bbbb";
    static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    final Path folder;
    final Store store;
    final List<RunRecord> ended = new CopyOnWriteArrayList<>();
    final AtomicReference<ModelHistory> models = new AtomicReference<>(ModelHistory.EMPTY);
    final List<AutoCloseable> opened = new ArrayList<>();
    Optional<Path> credentials = Optional.empty();
    final FakeMlflow mlflow;

    RecordedRuns(Path folder) throws IOException {
        this.folder = folder;
        this.store = new Store(folder.resolve("store"));
        this.mlflow = new FakeMlflow("mlflow-artifacts:");
    }

    @BeforeEach
    void closeItLast() {
        opened.add(mlflow);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    Recording recording(URI uri) {
        Recording recording = Recording.begin(
                new Recording.Target(uri, "signs", credentials, Duration.ofSeconds(2)),
                () -> List.copyOf(ended),
                models::get,
                store,
                folder.resolve("mlflow"));
        opened.add(recording);
        return recording;
    }

    void sent(String run) {
        soon(() -> assertThat(folder.resolve("mlflow").resolve(run)).exists());
    }

    static void soon(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }

    static List<String> keys(FakeMlflow.Entry run) {
        return run.metrics.stream()
                .map((JsonNode metric) ->
                        metric.path("key").asText() + " " + metric.path("step").asInt())
                .toList();
    }

    /** A run whose candidate is live now. */
    String promoted(String run, byte[] model) throws IOException {
        String version = store.put(Store.Kind.MODEL, model);
        promote(publish(version), "", false);
        ended(run, Phase.DONE, report(), new Outcome("promoted", "", "better", version, 40, .75, .7));
        return version;
    }

    /** A run whose candidate waits for a person. */
    String waiting(String run, byte[] model) throws IOException {
        String version = publish(store.put(Store.Kind.MODEL, model));
        ended(run, Phase.DONE, report(), new Outcome("waiting", "", "too few", version, 9, .75, .7));
        return version;
    }

    String publish(String version) {
        append(ModelEntry.newBuilder()
                .setPublished(ModelPublished.newBuilder().setVersion(version).setName("any")));
        return version;
    }

    void promote(String version, String live, boolean rollback) {
        append(ModelEntry.newBuilder()
                .setPromoted(ModelPromoted.newBuilder()
                        .setVersion(version)
                        .setExpectedLive(live)
                        .setRollback(rollback)));
    }

    void append(ModelEntry.Builder entry) {
        var unused = models.updateAndGet(history -> history.with(entry.build()));
    }

    void ended(String run, Phase phase, Tuned.@Nullable Report report, @Nullable Outcome outcome) {
        ended.add(
                0,
                new RunRecord(
                        run,
                        "test",
                        Settings.of(Preset.HEAD, 7, 2),
                        phase,
                        BEGAN,
                        ENDED,
                        new RunRecord.Source(
                                "the parent",
                                "the snapshot",
                                Map.of("train", Map.of("cat", 3, "dog", 4), "test", Map.of("cat", 2)),
                                Positions.NONE),
                        Map.of("jdk", "17"),
                        0,
                        Instant.EPOCH,
                        report,
                        outcome));
    }

    static Tuned.Report report() {
        return new Tuned.Report(
                Preset.HEAD,
                "head, as asked for",
                List.of("cat", "dog"),
                Map.of("cat", 3, "dog", 4),
                Map.of("cat", 1),
                new LeftOut(0, 0, List.of()),
                List.of(new Curve(
                        Stage.HEAD,
                        .01,
                        0,
                        1,
                        true,
                        List.of(new Fit.Epoch(1.5, .9, null), new Fit.Epoch(.5, Double.NaN, null)))),
                new Scores(8, .875, .8, .3, .1, .05),
                1.2,
                Map.of("features", 2.0));
    }
}
