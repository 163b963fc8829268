package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestResults;
import io.afterimage.classifier.TestTask;
import io.afterimage.events.v1.Label;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.TestModels;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that become live, or are refused, in a classifier with a real broker. */
@Tag("broker")
class SwapTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TestTask task;
    private Instances instances;
    private TestResults results;

    @BeforeEach
    void makeTask() {
        task = TestTask.create(TestBroker.shared().bootstrapServers(), folder);
        instances = new Instances(task);
        results = new TestResults(task);
    }

    @AfterEach
    void close() {
        instances.close();
        results.close();
        task.close();
    }

    @Test
    void modelsAreSwappedWhileImagesFlowAndEachLabelNamesTheOneThatMadeIt() {
        String colours = task.promote(TestModels.brightness("red", "green", "blue"));
        Classifier classifier = instances.start();
        Instances.awaitReady(classifier);
        Set<String> sent = task.send(100, Color.RED);
        results.labels(100);

        String couleurs = task.promote(TestModels.brightness("rouge", "vert", "bleu"));
        await().atMost(PATIENCE).until(() -> {
            sent.addAll(task.send(10, Color.RED));
            return results.labels(sent.size()).stream()
                    .anyMatch(label -> label.getModel().equals(couleurs));
        });

        List<Label> labels = results.labels(sent.size());
        assertThat(labels).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(labels).allSatisfy(label -> assertThat(label.getTop(0).getLabel())
                .isEqualTo(label.getModel().equals(colours) ? "red" : "rouge"));
    }

    @Test
    void aModelThatIsNotWhatItsVersionSaysIsRefusedAndTheLiveOneStays() throws Exception {
        String good = task.promote(TestModels.colours());
        Classifier classifier = instances.start();
        Instances.awaitReady(classifier);

        byte[] other = TestModels.brightness("a", "b", "c");
        String bad = ModelPackage.read(other).version();
        Path file = task.store().resolve("models").resolve(bad);
        Files.write(file, new byte[] {1, 2, 3});
        task.promote(bad, other.length, List.of("a", "b", "c"));

        await().atMost(PATIENCE).until(() -> results.reports().stream().anyMatch(report -> report.contains(bad)));
        task.send(TestImages.event(TestImages.png(Color.RED)).build());
        assertThat(results.labels(1).get(0).getModel()).isEqualTo(good);

        Files.write(file, other);

        await().atMost(PATIENCE).until(() -> results.reports().stream()
                .anyMatch(report -> report.contains("model: \"" + bad) && !report.contains("refused")));
    }

    @Test
    void aRestartWhoseLiveModelDoesNotLoadFallsBackToTheOneBefore() throws Exception {
        String good = task.promote(TestModels.colours());
        task.promote("ab".repeat(32), 10, List.of("a"));

        Classifier classifier = instances.start();
        Instances.awaitReady(classifier);

        task.send(TestImages.event(TestImages.png(Color.RED)).build());
        assertThat(results.labels(1).get(0).getModel()).isEqualTo(good);
        assertThat(results.reports()).anyMatch(report -> report.contains("the store has no models/abab"));
    }
}
