package io.afterimage.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestBrokerTest {
    @Test
    void theSharedBrokerTakesRecordsAndGivesThemBack() throws Exception {
        TestBroker broker = TestBroker.shared();

        Records.createTopic(broker.bootstrapServers(), "shared");
        Records.send(broker.bootstrapServers(), "shared", "a", "b");

        assertThat(Records.read(broker.bootstrapServers(), "shared", 2)).containsExactly("a", "b");
        assertThat(TestBroker.shared()).isSameAs(broker);
    }
}
