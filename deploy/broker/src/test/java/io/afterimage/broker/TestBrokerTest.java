package io.afterimage.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("broker")
@Execution(ExecutionMode.CONCURRENT)
class TestBrokerTest {
    @Test
    void theSharedBrokerTakesRecordsAndGivesThemBack() throws Exception {
        TestBroker broker = TestBroker.shared();

        Records.createTopic(broker.bootstrapServers(), "shared");
        Records.send(broker.bootstrapServers(), "shared", "a", "b");

        assertThat(Records.read(broker.bootstrapServers(), "shared", 2)).containsExactly("a", "b");
        assertThat(TestBroker.shared().bootstrapServers()).isEqualTo(broker.bootstrapServers());
    }
}
