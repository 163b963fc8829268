package io.afterimage.classifier.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.events.DeadLetters;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.SimulatedAccelerator;
import io.afterimage.model.TestModels;
import io.afterimage.model.device.Device;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classifier as a whole, against a real broker. */
class ClassifierTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ModelLog.Authorship TEST = new ModelLog.Authorship("test", "test");

    private final Topics topics = new Topics("t" + UUID.randomUUID().toString().substring(0, 8) + ".");
    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final ModelLog log = new ModelLog(client, topics.models(), Duration.ofSeconds(20), Clock.systemUTC());
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final List<Classifier> started = new ArrayList<>();

    @TempDir
    private Path folder;

    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void openProducer() {
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        producer.close();
        started.forEach(Classifier::close);
        assertThat(gaveUp).hasValue(0);
    }

    @Test
    void imagesBecomeLabelsAndBadOnesDeadLetters() {
        createTopics();
        publish(TestModels.colours());
        Classifier classifier = start();
        awaitReady(classifier);

        send(TestImages.event(TestImages.png(Color.RED)).build());
        send(TestImages.event(new byte[] {1, 2, 3}).build());

        Label label = labels(1).get(0);
        assertThat(label.getTop(0).getLabel()).isEqualTo("red");
        assertThat(label.getCoordinate().getTopicUuid()).isEqualTo(uuidOfImages());
        assertThat(deadLetters(1))
                .extracting(letter -> DeadLetters.read(letter.headers(), DeadLetters.REASON))
                .containsExactly(RejectionReason.FORMAT_UNKNOWN.name());
        assertThat(classifier.inlineImages()).isZero();
    }

    @Test
    void withoutTopicsItDoesNotStartAndStartsOnceTheyAreThere() {
        Classifier classifier = start();

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("afterimage topics create"));
        assertThat(classifier.health().started()).isFalse();
        assertThat(classifier.health().live()).isTrue();

        createTopics();

        await().atMost(PATIENCE).until(() -> classifier.health().started());
        assertThat(classifier.health().ready()).isFalse();
    }

    @Test
    void aBrokerWhoseNameDoesNotResolveYetIsWaitedFor() {
        Classifier classifier = start("no-such-host.invalid:9092");

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("No resolvable bootstrap urls"));
        assertThat(classifier.health().live()).isTrue();
    }

    @Test
    void onATopicThatWouldLoseModelsItDoesNotStart() throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(Set.of(new NewTopic(topics.models().name(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        createTopics();

        Classifier classifier = start();

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("retention.ms"));
        assertThat(classifier.health().reason()).contains("afterimage topics create --repair");
    }

    @Test
    void withoutAModelItConsumesNothingAndSaysWhy() {
        createTopics();
        send(TestImages.event(TestImages.png(Color.GREEN)).build());
        Classifier classifier = start();
        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("models import"));
        assertThat(classifier.health().ready()).isFalse();

        publish(TestModels.colours());

        assertThat(labels(1).get(0).getTop(0).getLabel()).isEqualTo("green");
    }

    @Test
    void modelsAreSwappedWhileImagesFlowAndEachLabelNamesTheOneThatMadeIt() {
        createTopics();
        String colours = publish(TestModels.brightness("red", "green", "blue"));
        Classifier classifier = start();
        awaitReady(classifier);
        Set<String> sent = sendMany(100);
        labels(100);

        String couleurs = publish(TestModels.brightness("rouge", "vert", "bleu"));
        await().atMost(PATIENCE).until(() -> {
            sent.addAll(sendMany(10));
            return labels(sent.size()).stream()
                    .anyMatch(label -> label.getModel().equals(couleurs));
        });

        List<Label> labels = labels(sent.size());
        assertThat(labels).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(labels).allSatisfy(label -> assertThat(label.getTop(0).getLabel())
                .isEqualTo(label.getModel().equals(colours) ? "red" : "rouge"));
    }

    @Test
    void aModelThatIsNotWhatItsVersionSaysIsRefusedAndTheLiveOneStays() throws Exception {
        createTopics();
        String good = publish(TestModels.colours());
        Classifier classifier = start();
        awaitReady(classifier);

        byte[] other = TestModels.brightness("a", "b", "c");
        String bad = ModelPackage.read(other).version();
        Path file = folder.resolve("store").resolve("models").resolve(bad);
        Files.write(file, new byte[] {1, 2, 3});
        promote(bad, other.length, List.of("a", "b", "c"));

        await().atMost(PATIENCE).until(() -> reports().stream().anyMatch(report -> report.contains(bad)));
        send(TestImages.event(TestImages.png(Color.RED)).build());
        assertThat(labels(1).get(0).getModel()).isEqualTo(good);

        Files.write(file, other);

        await().atMost(PATIENCE).until(() -> reports().stream()
                .anyMatch(report -> report.contains("model: \"" + bad) && !report.contains("refused")));
    }

    @Test
    void aRestartWhoseLiveModelDoesNotLoadFallsBackToTheOneBefore() throws Exception {
        createTopics();
        String good = publish(TestModels.colours());
        promote("ab".repeat(32), 10, List.of("a"));

        Classifier classifier = start();
        awaitReady(classifier);

        send(TestImages.event(TestImages.png(Color.RED)).build());
        assertThat(labels(1).get(0).getModel()).isEqualTo(good);
        assertThat(reports()).anyMatch(report -> report.contains("the store has no models/abab"));
    }

    @Test
    void aSecondInstanceTakesItsShareAndNothingIsDoneTwice() {
        createTopics();
        publish(TestModels.colours());
        awaitReady(start());
        Set<String> sent = sendMany(200);
        awaitReady(start());
        sent.addAll(sendMany(200));
        started.remove(0).close();
        sent.addAll(sendMany(200));

        assertThat(labels(600)).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aBrokerThatGoesAwayIsWaitedFor() throws Exception {
        try (TestBroker own = TestBroker.start()) {
            Map<String, Object> ownClient = Map.of("bootstrap.servers", own.bootstrapServers());
            Classifier classifier = start(own.bootstrapServers());
            try (Admin admin = Admin.create(ownClient)) {
                new TopicAdmin(admin, PATIENCE).create(topics.all(), Optional.empty());
            }
            publish(new ModelLog(ownClient, topics.models(), PATIENCE, Clock.systemUTC()), TestModels.colours());
            awaitReady(classifier);

            own.process().stop();
            await().atMost(PATIENCE).until(() -> !classifier.health().ready());
            assertThat(classifier.health().live()).isTrue();
            own.process().start();

            awaitReady(classifier);
            started.remove(classifier);
            classifier.close();
        }
    }

    @Test
    void aGpuThatIsNotThereIsNotReplacedAndTheReasonIsSaid() {
        createTopics();
        Classifier classifier = start(TestBroker.shared().bootstrapServers(), Map.of("afterimage.device", "cuda:7"));

        await().atMost(PATIENCE).until(() -> classifier.health().reason().contains("cuda:7 cannot be used"));
        assertThat(classifier.health().ready()).isFalse();
        assertThat(classifier.health().live()).isTrue();
        await().atMost(PATIENCE).until(() -> reports().stream().anyMatch(report -> report.contains("cuda:7 cannot")));
    }

    @Test
    void onAnAcceleratorImagesBecomeLabelsInBatchesAndWithAFallbackNothingIsLostWhenItFails() {
        createTopics();
        publish(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier = start(
                TestBroker.shared().bootstrapServers(),
                Map.of("afterimage.device", "cuda:0", "afterimage.device-fallback", "cpu"),
                gpu);
        awaitReady(classifier);
        Set<String> sent = sendMany(200);
        labels(200);
        assertThat(gpu.batches()).anySatisfy(size -> assertThat(size).isGreaterThan(1));

        gpu.lose("CUDA failure 700: an illegal memory access was encountered");
        sent.addAll(sendMany(200));

        List<Label> labels = labels(400);
        assertThat(labels).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        awaitReady(classifier);
        await().atMost(PATIENCE).until(() -> reports().stream()
                .anyMatch(report -> report.contains("cpu (simulated failed: CUDA failure 700")));
    }

    @Test
    void aRunThatDoesNotComeBackIsGivenUpAndWithAFallbackItsImagesAreAnsweredAndNothingIsLost() {
        createTopics();
        publish(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier = start(
                TestBroker.shared().bootstrapServers(),
                Map.of(
                        "afterimage.device", "cuda:0",
                        "afterimage.device-fallback", "cpu",
                        "afterimage.patience", "4s"),
                gpu);
        awaitReady(classifier);
        Set<String> sent = sendMany(50);
        labels(50);

        CountDownLatch stalled = gpu.stall();
        sent.addAll(sendMany(50));

        assertThat(labels(100)).extracting(Label::getId).containsExactlyInAnyOrderElementsOf(sent);
        awaitReady(classifier);
        assertThat(classifier.stuckRuns()).isPositive();
        await().atMost(PATIENCE).until(() -> reports().stream()
                .anyMatch(report -> report.contains("cpu (simulated failed: a run has not ended within 2000 ms")));
        stalled.countDown();
    }

    @Test
    void aModelForWhichTheDeviceHasNoRoomBesideTheLiveOneIsRefusedAndTheLiveOneStays() {
        createTopics();
        String live = publish(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        gpu.roomForModels(1);
        Classifier classifier =
                start(TestBroker.shared().bootstrapServers(), Map.of("afterimage.device", "cuda:0"), gpu);
        awaitReady(classifier);

        String refused = publish(TestModels.brightness("rouge", "vert", "bleu"));

        await().atMost(PATIENCE).until(() -> reports().stream()
                .anyMatch(report -> report.contains("refused_model: \"" + refused) && report.contains("no memory")));
        sendMany(10);
        assertThat(labels(10)).extracting(Label::getModel).containsOnly(live);
        assertThat(classifier.health().ready()).isTrue();
    }

    @Test
    void withoutAFallbackALostDeviceIsSaidAndTheProcessGivesUp() {
        createTopics();
        publish(TestModels.colours());
        SimulatedAccelerator gpu = new SimulatedAccelerator(Duration.ofMillis(5), Duration.ofMillis(1), 16);
        Classifier classifier =
                start(TestBroker.shared().bootstrapServers(), Map.of("afterimage.device", "cuda:0"), gpu);
        awaitReady(classifier);

        gpu.lose("CUDA failure 700");
        sendMany(50);

        // A stream thread that ends the client throws what it died of.
        await().dontCatchUncaughtExceptions()
                .atMost(PATIENCE)
                .until(() -> classifier.health().reason().contains("CUDA failure 700"));
        assertThat(classifier.health().ready()).isFalse();
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> gaveUp.get() > 0);
        started.remove(classifier);
        classifier.close();
        gaveUp.set(0);
    }

    private Classifier start() {
        return start(TestBroker.shared().bootstrapServers());
    }

    private Classifier start(String brokers) {
        return start(brokers, Map.of());
    }

    private Classifier start(String brokers, Map<String, String> more) {
        ClassifierConfig config = config(brokers, more);
        return start(new Classifier(config, identity(), registry, gaveUp::incrementAndGet));
    }

    private Classifier start(String brokers, Map<String, String> more, Device gpu) {
        return start(new Classifier(
                config(brokers, more),
                identity(),
                registry,
                gaveUp::incrementAndGet,
                new Classifier.NativeCode(index -> gpu, ImageDecoder::new)));
    }

    private Classifier start(Classifier classifier) {
        started.add(classifier);
        classifier.start();
        return classifier;
    }

    private static Classifier.Identity identity() {
        return new Classifier.Identity("test-" + UUID.randomUUID(), "http://localhost");
    }

    private ClassifierConfig config(String brokers, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "afterimage.bootstrap-servers",
                brokers,
                "afterimage.topic-prefix",
                topics.images().name().replace("images", ""),
                "afterimage.store",
                folder.resolve("store").toString(),
                "afterimage.state-dir",
                folder.resolve("streams-" + started.size()).toString(),
                "afterimage.retry-refused",
                "1s",
                "afterimage.patience",
                "10s"));
        all.putAll(more);
        return ClassifierConfigTest.config(all);
    }

    private static void awaitReady(Classifier classifier) {
        await().atMost(PATIENCE).until(() -> classifier.health().ready());
    }

    private void createTopics() {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, PATIENCE).create(topics.all(), Optional.empty());
        }
    }

    private String uuidOfImages() {
        try (Admin admin = Admin.create(client)) {
            return new TopicAdmin(admin, PATIENCE).uuid(topics.images()).orElseThrow();
        }
    }

    private String publish(byte[] file) {
        return publish(log, file);
    }

    private String publish(ModelLog to, byte[] file) {
        try {
            String version = new Store(folder.resolve("store")).put(Store.Kind.MODEL, file);
            promote(to, version, file.length, ModelPackage.read(file).labels());
            return version;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void promote(String version, long size, List<String> labels) {
        promote(log, version, size, labels);
    }

    private static void promote(ModelLog to, String version, long size, List<String> labels) {
        ModelHistory seen = to.publish(
                ModelPublished.newBuilder()
                        .setVersion(version)
                        .setName("test")
                        .setSize(size)
                        .addAllLabels(labels)
                        .build(),
                TEST);
        to.promote(seen.find(version).orElseThrow(), seen, false, TEST);
    }

    private void send(ImageEvent event) {
        var unused = producer.send(new ProducerRecord<>(
                topics.images().name(), event.getId().getBytes(StandardCharsets.UTF_8), event.toByteArray()));
        producer.flush();
    }

    private Set<String> sendMany(int count) {
        byte[] png = TestImages.png(Color.RED);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    ImageEvent event = TestImages.event(png).build();
                    send(event);
                    return event.getId();
                })
                .collect(Collectors.toSet());
    }

    private List<Label> labels(int count) {
        return read(topics.labels().name(), count).stream()
                .map(record -> topics.labels().valueSerde().deserializer().deserialize("labels", record.value()))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        return read(topics.deadLetters().name(), count);
    }

    private List<String> reports() {
        return read(topics.classifiers().name(), 1).stream()
                .map(record -> String.valueOf(
                        topics.classifiers().valueSerde().deserializer().deserialize("reports", record.value())))
                .toList();
    }

    /** Reads from the beginning until at least {@code count} records are there, and then whatever else there is. */
    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        return records;
    }
}
