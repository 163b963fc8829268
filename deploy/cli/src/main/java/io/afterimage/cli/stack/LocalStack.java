package io.afterimage.cli.stack;

import io.afterimage.broker.BrokerConfig;
import io.afterimage.broker.LocalBroker;
import io.afterimage.broker.process.FewCores;
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
 * @param labelMap file that says what a foreign live model's labels mean; empty for what the environment says, or none
 */
public record LocalStack(
        Installation installation,
        DataFolder folder,
        Ports ports,
        String topicPrefix,
        Optional<String> device,
        Optional<Path> labelMap) {
    static final String DEFAULT_DATA = ".afterimage";
    static final String CLASSIFIER = "classifier";
    static final String TRAINER = "trainer";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}/._+@%:=-]+");

    public LocalBroker broker() {
        return new LocalBroker(BrokerConfig.in(folder.broker(), installation.brokerClassPath())
                .withPorts(ports.kafka(), ports.controller())
                .withLog(folder.log("broker")));
    }

    HttpService classifier() {
        return classifier(CLASSIFIER, ports.classifier(), folder.streams());
    }

    /**
     * An instance of the classifier beside the first one.
     *
     * @param name its own, for its log and its folders
     * @param port where its HTTP interface listens
     */
    public HttpService classifier(String name, int port) {
        return classifier(name, port, folder.streams().resolve(name));
    }

    private HttpService classifier(String name, int port, Path streams) {
        List<String> java = new ArrayList<>(List.of(
                "-Xmx1g",
                // Its supervisor starts it again; a process that goes on without a thread would only look well.
                "-XX:+ExitOnOutOfMemoryError",
                // Beside the logs, and one for all crashes, rather than one for each wherever 'up' was called.
                "-XX:ErrorFile=" + folder.log(name + "-crash"),
                "-Djava.io.tmpdir=" + folder.temporary(name),
                "-Dafterimage.bootstrap-servers=" + bootstrapServers(),
                "-Dafterimage.topic-prefix=" + topicPrefix,
                "-Dafterimage.store=" + folder.store(),
                "-Dafterimage.state-dir=" + streams,
                "-Dafterimage.draw.key-file=" + folder.drawKey(),
                "-Dafterimage.http.token-file=" + folder.httpToken(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
        java.addAll(FewCores.options(installation.compilerDirectives()));
        device.ifPresent(chosen -> java.add("-Dafterimage.device=" + chosen));
        java.addAll(List.of("-jar", installation.classifier().toString()));
        return new HttpService(
                name, new Endpoint("http://127.0.0.1:" + port), java, folder.log(name), folder.temporary(name));
    }

    /** Its own memory is small: what trains is a process of its own. */
    HttpService trainer() {
        List<String> java = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + folder.log(TRAINER + "-crash"),
                "-Djava.io.tmpdir=" + folder.temporary(TRAINER),
                "-Dafterimage.bootstrap-servers=" + bootstrapServers(),
                "-Dafterimage.topic-prefix=" + topicPrefix,
                "-Dafterimage.store=" + folder.store(),
                "-Dafterimage.training-dir=" + folder.training(),
                "-Dafterimage.split.key-file=" + folder.splitKey(),
                "-Dafterimage.http.token-file=" + folder.httpToken(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + ports.trainer()));
        labelMap.ifPresent(file -> java.add("-Dafterimage.gate.label-map=" + file));
        java.addAll(List.of("-jar", installation.trainer().toString()));
        return new HttpService(
                TRAINER,
                new Endpoint("http://127.0.0.1:" + ports.trainer()),
                java,
                folder.log(TRAINER),
                folder.temporary(TRAINER));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    public Topics topics() {
        return new Topics(topicPrefix);
    }

    public Store store() {
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
