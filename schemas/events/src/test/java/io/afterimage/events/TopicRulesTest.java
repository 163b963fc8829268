package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicRulesTest {
    private static final Topics TOPICS = new Topics("test.");

    static List<Topic<?, ?>> topics() {
        return TOPICS.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aTopicKeepsToItsOwnRulesAsItIsCreated(Topic<?, ?> topic) {
        assertThat(topic.rules().broken(topic.partitions(), topic.settings())).isEmpty();
    }

    @Test
    void kafkasDefaultOfSevenDaysWouldLoseTheModels() {
        assertThat(broken(TOPICS.models(), "retention.ms", "604800000"))
                .containsExactly("retention.ms is 604800000, -1 is needed");
        assertThat(broken(TOPICS.feedback(), "retention.bytes", "1000000"))
                .containsExactly("retention.bytes is 1000000, -1 is needed");
    }

    @Test
    void compactionWouldLoseImagesOfOneSource() {
        assertThat(broken(TOPICS.images(), "cleanup.policy", "compact"))
                .hasSize(1)
                .first()
                .asString()
                .contains("delete is needed");
    }

    @Test
    void anOperatorMayShortenRetentionToADayButNotToAnHour() {
        assertThat(broken(TOPICS.images(), "retention.ms", "86400000")).isEmpty();
        assertThat(broken(TOPICS.images(), "retention.ms", "3600000")).hasSize(1);
        assertThat(broken(TOPICS.images(), "retention.ms", "-1")).isEmpty();
    }

    @Test
    void anUncleanElectionMayNotForgetRecords() {
        assertThat(broken(TOPICS.labels(), "unclean.leader.election.enable", "true"))
                .hasSize(1);
    }

    @Test
    void aDeadLetterMustFitWhateverFitsIntoImages() {
        assertThat(broken(TOPICS.deadLetters(), "max.message.bytes", "1048576")).hasSize(1);
    }

    @Test
    void theModelLogHasOneOrder() {
        assertThat(TOPICS.models().rules().broken(2, TOPICS.models().settings()))
                .containsExactly("it has 2 partitions, and its order needs exactly 1");
    }

    @Test
    void aPrefixThatNoTopicNameMayHaveIsRefused() {
        Assertions.assertThatIllegalArgumentException().isThrownBy(() -> new Topics("a b"));
    }

    private static List<String> broken(Topic<?, ?> topic, String setting, String value) {
        Map<String, String> configuration = new HashMap<>(topic.settings());
        configuration.put(setting, value);
        return topic.rules().broken(topic.partitions(), configuration);
    }
}
