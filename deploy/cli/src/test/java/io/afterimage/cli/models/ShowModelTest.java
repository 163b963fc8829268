package io.afterimage.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.TestModels;
import io.afterimage.model.compare.Comparison;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.TestScore;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLog.Authorship;
import io.afterimage.model.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that a gate has judged. */
class ShowModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatTheGateSaidIsShownWithItsTable() throws Exception {
        TestTask task = TestTask.create(folder);
        publish(task, report());

        Run text = task.run("models", "show", "1");
        Run json = task.run("models", "show", "1", "--json");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("gate: rejected: it is not better (test set 1, use 2)")
                .anySatisfy(line -> assertThat(line).startsWith("recall of red (1)"));
        assertThat(JSON.readTree(json.out().get(0))
                        .get("gate")
                        .get("table")
                        .get("examples")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aReportThatIsNoneIsOneLine() throws Exception {
        TestTask task = TestTask.create(folder);
        publish(task, Map.of("verdict", "rejected"));

        assertThat(task.run("models", "show", "1").err().lines())
                .containsExactly(
                        "afterimage: The gate's report cannot be read: it has no table that this version knows");
    }

    private static Map<String, Object> report() {
        List<TestScore> scores = List.of(new TestScore("00", "00", "red", new double[] {0.9, 0.1}));
        ModelScores model = new ModelScores("a".repeat(64), List.of("red", "green"), scores);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("verdict", "rejected");
        report.put("reason", "it is not better");
        report.put("generation", 1);
        report.put("use", 2);
        report.put("table", ReportView.fields(Comparison.of(model, model, LabelMap.NONE, 0.01)));
        return report;
    }

    private void publish(TestTask task, Map<String, Object> report) throws Exception {
        Store store = new Store(task.store());
        byte[] model = TestModels.colours();
        Path file = Files.write(folder.resolve("model"), model);
        ModelPublished published = ModelPublished.newBuilder()
                .setVersion(store.put(Store.Kind.MODEL, file))
                .setSize(model.length)
                .setGate(new GateUse(store.put(Store.Kind.REPORT, JSON.writeValueAsBytes(report)), 1, 2, Instant.EPOCH)
                        .message())
                .build();
        new ModelLog(task.client(), task.topics().models(), Duration.ofSeconds(20), Clock.systemUTC())
                .publish(published, new Authorship("trainer", "because"));
    }
}
