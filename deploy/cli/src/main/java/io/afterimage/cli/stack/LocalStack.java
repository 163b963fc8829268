package io.afterimage.cli.stack;

import io.afterimage.broker.BrokerConfig;
import io.afterimage.broker.LocalBroker;
import io.afterimage.events.Topics;
import io.afterimage.model.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What belongs to a local stack, and how its parts are told of each other.
 *
 * @param installation the programs
 * @param folder the data
 * @param ports where they listen
 * @param topicPrefix start of the topics' names
 * @param device where models run; empty for what the environment or else the classifier says
 */
record LocalStack(
        Installation installation, DataFolder folder, Ports ports, String topicPrefix, Optional<String> device) {
    /** Broker and classifier. */
    static final int PARTS = 2;

    static final String DEFAULT_DATA = ".afterimage";
    static final String CLASSIFIER = "classifier";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@%:=-]+");

    LocalBroker broker() {
        return new LocalBroker(BrokerConfig.in(folder.broker(), installation.brokerClassPath())
                .withPorts(ports.kafka(), ports.controller())
                .withLog(folder.log("broker")));
    }

    HttpService classifier() {
        List<String> java = new ArrayList<>(List.of(
                "-Xmx1g",
                // Beside the logs, and one for all crashes, rather than one for each wherever 'up' was called.
                "-XX:ErrorFile=" + folder.log(CLASSIFIER + "-crash"),
                "-Djava.io.tmpdir=" + folder.temporary(CLASSIFIER),
                "-Dafterimage.bootstrap-servers=" + bootstrapServers(),
                "-Dafterimage.topic-prefix=" + topicPrefix,
                "-Dafterimage.store=" + folder.store(),
                "-Dafterimage.state-dir=" + folder.streams(),
                "-Dafterimage.draw.key-file=" + folder.drawKey(),
                "-Dafterimage.http.token-file=" + folder.httpToken(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + ports.classifier()));
        device.ifPresent(chosen -> java.add("-Dafterimage.device=" + chosen));
        java.addAll(List.of("-jar", installation.classifier().toString()));
        return new HttpService(
                CLASSIFIER,
                new Endpoint("http://127.0.0.1:" + ports.classifier()),
                java,
                folder.log(CLASSIFIER),
                folder.temporary(CLASSIFIER));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    Topics topics() {
        return new Topics(topicPrefix);
    }

    Store store() {
        return new Store(folder.store());
    }

    /** What a command must be told to find this stack; empty where it finds it by itself. */
    String dataOption() {
        return folder.root().equals(Path.of(DEFAULT_DATA).toAbsolutePath().normalize())
                ? ""
                : " --data " + quoted(folder.root().toString());
    }

    /** As a shell takes it for one word. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** What the other commands read about it. */
    StackFile file(List<StackFile.Service> services, StackFile.Phase phase) {
        return new StackFile(
                bootstrapServers(),
                topicPrefix,
                folder.store().toString(),
                StackFile.Pid.of(ProcessHandle.current()),
                services,
                phase);
    }
}
