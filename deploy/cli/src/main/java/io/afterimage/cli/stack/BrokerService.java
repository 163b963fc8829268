package io.afterimage.cli.stack;

import io.afterimage.broker.LocalBroker;
import io.afterimage.broker.process.ChildProcess;
import java.time.Duration;

/** The broker of a local stack. */
record BrokerService(LocalBroker broker) implements Service {
    @Override
    public String name() {
        return "broker";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.kafka(broker.bootstrapServers());
    }

    @Override
    public ChildProcess launch() throws InterruptedException {
        return broker.launch();
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(20);
    }
}
