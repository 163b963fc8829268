package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestResults;
import io.afterimage.classifier.TestTask;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.model.TestModels;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classifiers that die in native code, or are killed there, and are started again as a supervisor would. */
@Tag("broker")
@Tag("long")
class NativeCrashTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BROKERS = TestBroker.shared().bootstrapServers();

    @TempDir
    private Path folder;

    private TestTask task;
    private TestResults results;
    private ChildProcess classifier;

    @BeforeEach
    void start() throws Exception {
        task = TestTask.create(BROKERS, folder);
        results = new TestResults(task);
        task.promote(TestModels.colours());
        startAgain();
    }

    @AfterEach
    void stop() throws Exception {
        classifier.stop(Duration.ofSeconds(30));
        results.close();
        task.close();
    }

    @Test
    void anImageThatKillsTheProcessBecomesADeadLetterAndTheOthersAreLabelledOnce() throws Exception {
        Set<String> good = task.send(20, Color.RED);
        ImageEvent deadly = TestImages.event(DeadlyDecoder.DEADLY).build();
        task.send(deadly);
        good.addAll(task.send(20, Color.RED));

        int deaths = superviseUntilAnswered(good.size() + 1);

        assertThat(results.labels()).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(good);
        assertThat(results.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(deadly.toByteArray());
            assertThat(DeadLetters.read(letter.headers(), DeadLetters.REASON))
                    .isEqualTo(RejectionReason.NATIVE_CRASH.name());
            assertThat(DeadLetters.read(letter.headers(), DeadLetters.DETAIL)).contains("at last in DECODING");
        });
        assertThat(deaths).as("once in company, twice alone").isEqualTo(3);
        assertThat(Files.readString(folder.resolve("crash.log"))).contains("SIGSEGV", "opencv");
    }

    @Test
    void imagesThatAreUnderWayWhenTheProcessIsKilledAgainAndAgainAreNotToBlame() throws Exception {
        byte[] large = TestImages.png(Color.RED, 3000);
        Set<String> good = IntStream.range(0, 120)
                .mapToObj(i -> sent(TestImages.event(large).build()))
                .collect(Collectors.toSet());

        for (int kill = 1; kill <= 3; kill++) {
            int enough = 20 * kill;
            await().atMost(PATIENCE).until(() -> results.answered() >= enough);
            classifier.kill();
            startAgain();
        }
        superviseUntilAnswered(good.size());

        assertThat(results.deadLetters()).isEmpty();
        assertThat(results.labels()).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(good);
    }

    /** Returns how often it had to be started again. */
    private int superviseUntilAnswered(int images) throws Exception {
        int deaths = 0;
        while (results.answered() < images) {
            await().atMost(PATIENCE).until(() -> !classifier.alive() || results.answered() >= images);
            if (!classifier.alive()) {
                assertThat(++deaths).as(this::lastLines).isLessThan(6);
                startAgain();
            }
        }
        return deaths;
    }

    private String lastLines() {
        return String.join("\n", classifier.lastLines());
    }

    private void startAgain() throws Exception {
        classifier = ClassifierProcess.start(BROKERS, task.prefix(), folder);
    }

    private String sent(ImageEvent event) {
        task.send(event);
        return event.getId();
    }
}
