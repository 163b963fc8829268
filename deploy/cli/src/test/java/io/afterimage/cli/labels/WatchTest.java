package io.afterimage.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class WatchTest {
    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void makeTask() {
        task = TestTask.create(folder);
    }

    @Test
    void labelsAreGivenFromTheOldestAsManyAsAskedAndGarbageIsPassedOver() throws IOException {
        task.send(task.topics().labels(), "x", new byte[] {1, 2, 3}, new RecordHeaders());
        task.send(task.topics().labels(), "y", null, new RecordHeaders());
        label("Tür \u001B[2J", "cat");

        Run run = task.run("watch", "--count", "1", "--timeout", "30", "--json");

        assertThat(run.code()).isZero();
        JsonNode label = new ObjectMapper().readTree(run.out().get(0));
        assertThat(label.get("source").asText()).isEqualTo("Tür \u001B[2J");
        assertThat(label.get("top").get(0).get("label").asText()).isEqualTo("cat");
        assertThat(run.out().get(0)).matches("\\p{ASCII}*");
    }

    @Test
    void whatIsNoLabelIsSaidOnceWithItsCoordinate() {
        for (int i = 0; i < 3; i++) {
            task.send(task.topics().labels(), "x", new byte[] {1, 2, 3}, new RecordHeaders());
        }

        Run run = task.run("watch", "--timeout", "1");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsOnlyOnce("Passed over " + task.topics().labels().name())
                .contains("no Label")
                .contains("Passed over 3 records in all.");
    }

    @Test
    void aSourceFiltersAndACountThatIsNotReachedInTimeIsAFailure() {
        label("gate", "cat");
        label("yard", "dog");

        Run run = task.run("watch", "--source", "yard", "--count", "2", "--timeout", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).singleElement().asString().contains("  yard  dog  50.0%  labelled  ");
    }

    @Test
    void fromNowLeavesOutWhatIsThere() {
        label("gate", "cat");

        Run run = task.run("watch", "--from", "now", "--timeout", "0.5");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aWrongCallIsAMatterOfUsage() {
        assertThat(task.run("watch", "--count", "0").code()).isEqualTo(2);
        assertThat(task.run("watch", "--timeout", "-1").code()).isEqualTo(2);
        assertThat(task.run("watch", "--from", "tomorrow").code()).isEqualTo(2);
    }

    private void label(String source, String name) {
        Label label = Label.newBuilder()
                .setId("0198c0de-0000-7000-8000-000000000001")
                .setSource(source)
                .addTop(RankedClass.newBuilder().setLabel(name).setProbability(.5f))
                .setDecision(Decision.LABELLED)
                .build();
        task.send(task.topics().labels(), label.getId(), label.toByteArray(), new RecordHeaders());
    }
}
