package io.afterimage.cli.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.ByteString;
import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelImageTest {
    private final Label label = Label.newBuilder()
            .setId(UuidCreator.getTimeOrderedEpoch().toString())
            .setCoordinate(Coordinate.newBuilder().setTopic("images").setOffset(7))
            .setSha256(ByteString.copyFrom(new byte[32]))
            .setModel("model")
            .addTop(RankedClass.newBuilder().setLabel("tabby").setProbability(0.9f))
            .build();

    @TempDir
    private Path folder = Path.of("");

    private TestTask task;

    @BeforeEach
    void sendLabel() {
        task = TestTask.create(folder);
        task.send(task.topics().labels(), label.getId(), label.toByteArray(), new RecordHeaders());
    }

    @Test
    void aPersonNamesTheClassConfirmsRefusesAndTakesBack() {
        assertThat(label("  hot   dog ").code()).isZero();
        assertThat(label("--confirm").code()).isZero();
        assertThat(label("--unusable").code()).isZero();
        assertThat(label("--retract").out()).containsExactly(label.getId() + "  taken back");

        List<Feedback> said = feedback();
        assertThat(said)
                .hasSize(4)
                .allSatisfy(feedback -> assertThat(Feedbacks.check(feedback)).isEmpty())
                .allSatisfy(feedback -> {
                    assertThat(feedback.getPerson()).isEqualTo("ada");
                    assertThat(feedback.getCoordinate()).isEqualTo(label.getCoordinate());
                    assertThat(feedback.getShown().getTop(0).getLabel()).isEqualTo("tabby");
                });
        assertThat(said.get(0).getTrueClass()).isEqualTo("hot dog");
        assertThat(said.get(1).getConfirmedClass()).isEqualTo("tabby");
        assertThat(said.get(2).hasUnusable()).isTrue();
        assertThat(said.get(3).hasRetraction()).isTrue();
    }

    @Test
    void anImageThatNeverWasIsSaidInOneLine() {
        String never = UuidCreator.getTimeOrderedEpoch().toString();

        Run run = task.run("label", never, "cat");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("afterimage: No label of " + never + " is kept.");
        assertThat(feedback()).isEmpty();
    }

    @Test
    void wrongCallsAreRefused() {
        assertThat(task.run("label", "42", "cat").code()).isEqualTo(2);
        assertThat(label("a\u0007b").code()).isEqualTo(2);
        assertThat(label("x".repeat(10_000)).code()).isEqualTo(2);
        assertThat(task.run("label", label.getId()).code()).isEqualTo(2);
        assertThat(label("cat", "--retract").code()).isEqualTo(2);
        assertThat(task.run("label", label.getId(), "cat", "--person", "a\nb").code())
                .isEqualTo(2);
        assertThat(feedback()).isEmpty();
    }

    private Run label(String... verdict) {
        return task.run(Stream.concat(Stream.of("label", label.getId(), "--person", "ada"), Stream.of(verdict))
                .toArray(String[]::new));
    }

    private List<Feedback> feedback() {
        return task.read(task.topics().feedback()).stream()
                .map(record ->
                        task.topics().feedback().valueSerde().deserializer().deserialize("", record.value()))
                .toList();
    }
}
