package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.service.Health;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.run.RunRecord;
import io.afterimage.trainer.run.Runs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void ofTwoTrainersOneWorksAndTheOtherStandsByUntilItEnds() throws Exception {
        try (TrainerTask task = new TrainerTask(folder);
                Trainer one = trainer(task);
                Trainer other = trainer(task)) {
            one.start();
            other.start();
            await().atMost(PATIENCE)
                    .until(() -> one.work().isPresent() != other.work().isPresent()
                            && one.health().ready());
            List<Trainer> both = one.work().isPresent() ? List.of(one, other) : List.of(other, one);
            await().atMost(PATIENCE).until(() -> both.get(0).health().equals(Health.ready("")));
            assertThat(both.get(1).health().ready()).isTrue();
            assertThat(both.get(1).health().reason()).contains("another trainer of this cluster works");
            RunRecord begun = start(both.get(0));

            both.get(0).close();

            await().atMost(PATIENCE).until(() -> both.get(1).work().isPresent());
            assertThat(both.get(0).work()).isEmpty();
            Runs runs = both.get(1).work().orElseThrow().runs();
            assertThat(runs.find(begun.run()).orElseThrow().record().ended())
                    .as("the two have one folder, and a run ends with its trainer")
                    .isTrue();
            assertThat(start(both.get(1)).ended()).isFalse();
        }
    }

    @Test
    void whatIsInProgressOutlivesAShortLossOfTheElection() throws Exception {
        try (TrainerTask task = new TrainerTask(folder);
                Trainer trainer = trainer(task)) {
            trainer.start();
            await().atMost(PATIENCE).until(() -> trainer.health().equals(Health.ready("")));
            Work before = trainer.work().orElseThrow();

            Set<String> members = task.trainers();
            task.forgetTrainers();

            await().atMost(PATIENCE).until(task::trainers, now -> now.size() == 1 && !now.equals(members));
            await().atMost(PATIENCE).until(() -> trainer.health().equals(Health.ready("")));
            assertThat(trainer.work()).containsSame(before);
        }
    }

    @Test
    void runsGoOnWhileTheReadingOfFeedbackBeginsAgain() throws Exception {
        try (TrainerTask task = new TrainerTask(folder);
                Trainer trainer = trainer(task)) {
            trainer.start();
            await().atMost(PATIENCE).until(() -> trainer.health().equals(Health.ready("")));
            Work before = trainer.work().orElseThrow();
            byte[] image = TrainerTask.image(1);

            task.fenceTrainers();
            task.say(task.send(image).setTrueClass("cat").setPerson("ada"));

            await().atMost(PATIENCE).until(() -> before.dataSet().all().size() == 1);
            await().atMost(PATIENCE).until(() -> trainer.health().equals(Health.ready("")));
            assertThat(trainer.work()).containsSame(before);
            assertThat(task.example(image).getLabel()).isEqualTo("cat");
        }
    }

    @Test
    void withoutBrokersItSaysWhatItWaitsFor() {
        TrainerConfig config = TrainerTask.config(
                Map.of("afterimage.bootstrap-servers", "127.0.0.1:1", "afterimage.patience", "PT0.2S"));
        try (Trainer trainer = new Trainer(config, new SimpleMeterRegistry(), () -> {})) {
            trainer.start();
            // Less than the minute for which Kafka's own clients wait.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> trainer.health().reason().startsWith("waiting for brokers at 127.0.0.1:1"));
            assertThat(trainer.health().live()).isTrue();
            assertThat(trainer.health().started()).isFalse();
        }
    }

    private static RunRecord start(Trainer trainer) throws Exception {
        return trainer.work().orElseThrow().runs().start(Settings.of(Preset.HEAD, 1, 1), "test");
    }

    private static Trainer trainer(TrainerTask task) {
        return new Trainer(task.config(), new SimpleMeterRegistry(), () -> {});
    }
}
