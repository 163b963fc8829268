package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestResults;
import io.afterimage.classifier.TestTask;
import io.afterimage.model.TestModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a classifier waits for, and what it says meanwhile. */
@Tag("broker")
class ComingUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TestTask task;
    private Instances instances;

    @BeforeEach
    void makeTask() {
        task = TestTask.bare(TestBroker.shared().bootstrapServers(), folder);
        instances = new Instances(task);
    }

    @AfterEach
    void close() {
        instances.close();
        task.close();
    }

    @Test
    void withoutTopicsItDoesNotStartAndStartsOnceTheyAreThere() {
        Classifier classifier = instances.start();

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("afterimage topics create"));
        assertThat(classifier.health().started()).isFalse();
        assertThat(classifier.health().live()).isTrue();

        task.createTopics();

        await().atMost(PATIENCE).until(() -> classifier.health().started());
        assertThat(classifier.health().ready()).isFalse();
    }

    @Test
    void aBrokerWhoseNameDoesNotResolveYetIsWaitedFor() {
        Classifier classifier = instances.start(Map.of("afterimage.bootstrap-servers", "no-such-host.invalid:9092"));

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("No resolvable bootstrap urls"));
        assertThat(classifier.health().live()).isTrue();
    }

    @Test
    void onATopicThatWouldLoseModelsItDoesNotStart() throws Exception {
        try (Admin admin = Admin.create(task.client())) {
            admin.createTopics(Set.of(new NewTopic(task.topics().models().name(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        task.createTopics();

        Classifier classifier = instances.start();

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("retention.ms"));
        assertThat(classifier.health().reason()).contains("afterimage topics create --repair");
    }

    @Test
    void aGpuThatIsNotThereIsNotReplacedAndTheReasonIsSaid() {
        task.createTopics();
        Classifier classifier = instances.start(Map.of("afterimage.device", "cuda:7"));

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("cuda:7 cannot be used"));
        assertThat(classifier.health().ready()).isFalse();
        assertThat(classifier.health().live()).isTrue();
        try (TestResults results = new TestResults(task)) {
            await().atMost(PATIENCE)
                    .until(() -> results.reports().stream().anyMatch(report -> report.contains("cuda:7 cannot")));
        }
    }

    @Test
    void aBrokerThatGoesAwayIsWaitedFor() throws Exception {
        try (TestBroker own = TestBroker.start();
                TestTask onItsOwn = TestTask.create(own.bootstrapServers(), folder);
                Instances alone = new Instances(onItsOwn)) {
            onItsOwn.promote(TestModels.colours());
            Classifier classifier = alone.start();
            Instances.awaitReady(classifier);

            own.process().stop();
            await().atMost(PATIENCE).until(() -> !classifier.health().ready());
            assertThat(classifier.health().live()).isTrue();
            own.process().start();

            Instances.awaitReady(classifier);
        }
    }
}
