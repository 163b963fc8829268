package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestResults;
import io.afterimage.classifier.TestTask;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.v1.Label;
import io.afterimage.model.TestModels;
import java.awt.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier as a whole, against a real broker: from images to labels. */
@Tag("broker")
class ClassifierTest {
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
    void imagesBecomeLabelsAndBadOnesDeadLetters() {
        task.promote(TestModels.colours());
        Classifier classifier = instances.start();
        Instances.awaitReady(classifier);

        task.send(TestImages.event(TestImages.png(Color.RED)).build());
        task.send(TestImages.event(new byte[] {1, 2, 3}).build());

        Label label = results.labels(1).get(0);
        assertThat(label.getTop(0).getLabel()).isEqualTo("red");
        assertThat(label.getCoordinate().getTopicUuid()).isEqualTo(uuidOfImages());
        assertThat(results.deadLetters(1))
                .extracting(letter -> DeadLetters.read(letter.headers(), DeadLetters.REASON))
                .containsExactly(RejectionReason.FORMAT_UNKNOWN.name());
        assertThat(classifier.inlineImages()).isZero();
    }

    @Test
    void withoutAModelItConsumesNothingAndSaysWhy() {
        task.send(TestImages.event(TestImages.png(Color.GREEN)).build());
        Classifier classifier = instances.start();
        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("models import"));
        assertThat(classifier.health().ready()).isFalse();

        task.promote(TestModels.colours());

        assertThat(results.labels(1).get(0).getTop(0).getLabel()).isEqualTo("green");
    }

    @Test
    void aSecondInstanceTakesItsShareAndNothingIsDoneTwice() {
        task.promote(TestModels.colours());
        Classifier first = instances.start();
        Instances.awaitReady(first);
        Set<String> sent = task.send(200, Color.RED);
        Instances.awaitReady(instances.start());
        sent.addAll(task.send(200, Color.RED));
        instances.stop(first);
        sent.addAll(task.send(200, Color.RED));

        assertThat(results.labels(600)).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
    }

    private String uuidOfImages() {
        try (Admin admin = Admin.create(task.client())) {
            return new TopicAdmin(admin, PATIENCE).uuid(task.topics().images()).orElseThrow();
        }
    }
}
