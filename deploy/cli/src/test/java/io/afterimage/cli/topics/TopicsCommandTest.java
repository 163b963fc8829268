package io.afterimage.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.cli.TestTask;
import io.afterimage.cli.TestTask.Run;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("broker")
class TopicsCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void missingTopicsAreSaidAndMade() throws Exception {
        TestTask task = TestTask.bare(folder);

        Run before = task.run("topics", "check", "--json");
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out()).hasSize(8).allMatch(line -> line.matches("\\{\"topic\":\".+\",\"detail\":\".+\"}"));
        assertThat(before.err()).contains("'afterimage topics create' makes the missing topics.");

        Run created = task.run("topics", "create", "--partitions", "3");
        assertThat(created.code()).isZero();
        assertThat(created.out()).hasSize(8);
        assertThat(task.run("topics", "create").out()).isEmpty();
        assertThat(task.run("topics", "check").code()).isZero();
        try (Admin admin = Admin.create(task.client())) {
            String images = task.topics().images().name();
            assertThat(admin.describeTopics(List.of(images)).topicNameValues().values())
                    .singleElement()
                    .satisfies(described ->
                            assertThat(described.get().partitions()).hasSize(3));
        }
    }

    @Test
    void aSettingThatWouldLoseDataIsSaidAndMended() throws Exception {
        TestTask task = TestTask.bare(folder);
        String models = task.topics().models().name();
        Map<String, String> settings = new HashMap<>(task.topics().models().settings());
        settings.put("retention.ms", "604800000");
        try (Admin admin = Admin.create(task.client())) {
            NewTopic forgetful = new NewTopic(models, Optional.of(1), Optional.empty()).configs(settings);
            admin.createTopics(List.of(forgetful)).all().get();
        }

        Run created = task.run("topics", "create");
        assertThat(created.code()).isEqualTo(1);
        assertThat(created.out()).contains(models + ": retention.ms is 604800000, -1 is needed");

        Run check = task.run("topics", "check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).containsExactly(models + ": retention.ms is 604800000, -1 is needed");
        assertThat(check.err()).contains("--repair");

        assertThat(task.run("topics", "create", "--repair").code()).isZero();
        assertThat(task.run("topics", "check").code()).isZero();
    }

    @Test
    void aPrefixThatNoTopicCanHaveIsOneLine() {
        Run run = TestTask.command("topics", "check", "--bootstrap-servers", "127.0.0.1:1", "--topic-prefix", "a b");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("afterimage: --topic-prefix: ");
    }
}
