package io.afterimage.cli;

import io.afterimage.broker.TestBroker;
import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** A task of the test's own on the shared broker, and the command line that talks to it. */
public final class TestTask {
    private final Topics topics = new Topics("test-" + UUID.randomUUID() + ".");
    private final Path store;

    private TestTask(Path folder) {
        this.store = folder.resolve("store");
    }

    /** A task without topics. */
    public static TestTask bare(Path folder) {
        return new TestTask(folder);
    }

    /** A task with all its topics. */
    public static TestTask create(Path folder) {
        TestTask task = bare(folder);
        Run run = task.run("topics", "create");
        if (run.code() != 0) {
            throw new IllegalStateException(run.err());
        }
        return task;
    }

    /** How a command ended. */
    public record Run(int code, List<String> out, String err) {}

    public Topics topics() {
        return topics;
    }

    public Path store() {
        return store;
    }

    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    }

    /** Runs a command against this task. */
    public Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", TestBroker.shared().bootstrapServers()));
        all.addAll(List.of("--topic-prefix", topics.images().name().replaceFirst("images$", "")));
        all.addAll(List.of("--store", store.toString()));
        return command(all.toArray(String[]::new));
    }

    /** Runs a command as it is. */
    public static Run command(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Afterimage.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Run(code, out.toString().lines().toList(), err.toString());
    }

    /** All committed records of a topic, as they are now. */
    public List<ConsumerRecord<byte[], byte[]>> read(Topic<?, ?> topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.of(client(), topic).fromOldest()) {
            Map<TopicPartition, Long> ends = reader.ends();
            while (!reader.reached(ends)) {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Appends a record. */
    public void send(Topic<?, ?> topic, @Nullable String key, byte @Nullable [] value, RecordHeaders headers) {
        try (var producer =
                new KafkaProducer<byte[], byte[]>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic.name(), null, keyBytes, value, headers))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends a dead letter. */
    public void sendDeadLetter(@Nullable String key, byte[] value, DeadLetters.Origin origin) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("camera", new byte[] {7});
        DeadLetters.write(headers, origin);
        send(topics.deadLetters(), key, value, headers);
    }
}
