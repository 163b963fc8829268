package io.afterimage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.batch.ClassifyProcessor;
import io.afterimage.classifier.batch.CommitPace;
import io.afterimage.classifier.batch.Polls;
import io.afterimage.classifier.infer.FusedRunners;
import io.afterimage.classifier.infer.Runners;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.classifier.metrics.ImageMetrics;
import io.afterimage.classifier.trace.Tracing;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.TestModels;
import io.afterimage.model.store.Store;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topology tells of each image, and which trace context it passes on. */
class ObservedTopologyTest {
    private static final Topics TOPICS = new Topics("test.");
    private static final byte[] KEY = {1, 2, 3};
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final ModelSlot slot = new ModelSlot();

    @TempDir
    private Path folder = Path.of("");

    private final ImageMetrics metrics = new ImageMetrics(registry, Clock.systemUTC());
    private Runners runners =
            new FusedRunners(2, 100, () -> TestClassifiers.of(slot, new Store(folder), metrics::batch), PATIENCE);
    private TopologyTestDriver driver = drive(Tracing.to(SimpleSpanProcessor.create(spans), 1, "i", Clock.systemUTC()));

    @BeforeEach
    void loadModel() {
        slot.swap(LiveModels.load(TestModels.colours()));
    }

    @AfterEach
    void stop() {
        driver.close();
        runners.close();
        slot.close();
    }

    @Test
    void eachImageCountsOnceByWhatBecameOfIt() {
        send(image(Color.RED).build());
        send(image(Color.GREEN).build());
        send(image(new Color(85, 85, 85)).build());
        send(TestImages.event(new byte[] {1, 2, 3}).build());
        pipe("garbage".getBytes(StandardCharsets.UTF_8), new RecordHeaders(), Instant.now());
        pipe(expiring(), new RecordHeaders(), Instant.now().minusSeconds(61));

        assertThat(images("labelled", "none")).isEqualTo(2);
        assertThat(images("unsure", "none")).isEqualTo(1);
        assertThat(images("expired", "none")).isEqualTo(1);
        assertThat(images("rejected", RejectionReason.FORMAT_UNKNOWN.name())).isEqualTo(1);
        assertThat(images("rejected", RejectionReason.EVENT_MALFORMED.name())).isEqualTo(1);
        assertThat(registry.find("afterimage.images").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(6);
    }

    @Test
    void timesAreTakenOfTheStagesThatAnImageReached() {
        send(image(Color.RED).build());
        send(TestImages.event(new byte[] {1, 2, 3}).build());
        pipe("garbage".getBytes(StandardCharsets.UTF_8), new RecordHeaders(), Instant.now());

        assertThat(timer("afterimage.wait").count()).isEqualTo(3);
        assertThat(timer("afterimage.decode").count()).isEqualTo(2);
        assertThat(timer("afterimage.inference").count()).isEqualTo(1);
        assertThat(timer("afterimage.end.to.end").count()).isEqualTo(3);
        assertThat(registry.get("afterimage.batch.images").summary().totalAmount())
                .isEqualTo(1);
    }

    @Test
    void endToEndTimeBeginsWithTheBrokersAppend() {
        pipe(
                image(Color.RED).build().toByteArray(),
                new RecordHeaders(),
                Instant.now().minusSeconds(100));
        pipe(
                image(Color.RED).build().toByteArray(),
                new RecordHeaders(),
                Instant.now().plusSeconds(100));

        assertThat(timer("afterimage.end.to.end").totalTime(TimeUnit.SECONDS)).isBetween(100.0, 130.0);
    }

    @Test
    void nothingThatASenderWroteBecomesATag() {
        send(image(Color.RED).setSource("camera-of-a-stranger").build());

        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().toString().contains("stranger"));
    }

    @Test
    void aSendersTraceGoesThroughTheSpanOfItsImageIntoTheLabel() {
        send(image(Color.RED).build(), SAMPLED);

        SpanData image = span("process test.images");
        assertThat(image.getTraceId()).isEqualTo(TRACE);
        assertThat(image.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(image.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(image.getAttributes().asMap().toString()).contains("LABELLED");
        assertThat(List.of(span("wait"), span("decode"), span("infer"))).allSatisfy(stage -> {
            assertThat(stage.getParentSpanId()).isEqualTo(image.getSpanId());
            assertThat(stage.getStartEpochNanos()).isGreaterThanOrEqualTo(image.getStartEpochNanos());
            assertThat(stage.getEndEpochNanos()).isLessThanOrEqualTo(image.getEndEpochNanos());
        });
        assertThat(traceparent(label())).isEqualTo("00-" + TRACE + "-" + image.getSpanId() + "-01");
    }

    @Test
    void aDeadLetterCarriesItsTraceToWhoeverReplaysIt() {
        send(TestImages.event(new byte[] {1, 2, 3}).build(), SAMPLED);

        SpanData image = span("process test.images");
        assertThat(image.getAttributes().asMap().toString()).contains("FORMAT_UNKNOWN");
        assertThat(traceparent(deadLetter())).isEqualTo("00-" + TRACE + "-" + image.getSpanId() + "-01");
    }

    @Test
    void aSenderThatSamplesNothingIsNotTracedAndItsContextGoesOn() {
        send(image(Color.RED).build(), UNSAMPLED);

        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(traceparent(label())).startsWith("00-" + TRACE).endsWith("-00");
    }

    @Test
    void anImageWithoutATraceBeginsOne() {
        send(image(Color.RED).build());

        assertThat(traceparent(label())).contains(span("process test.images").getTraceId());
    }

    @Test
    void withTracingOffASendersContextGoesOnAsItCame() {
        driver.close();
        driver = drive(Tracing.off());

        send(image(Color.RED).build(), SAMPLED);
        send(TestImages.event(new byte[] {1, 2, 3}).build(), SAMPLED);

        assertThat(traceparent(label())).isEqualTo(SAMPLED);
        assertThat(traceparent(deadLetter())).isEqualTo(SAMPLED);
    }

    @Test
    void withTracingOffNothingIsMadeUp() {
        driver.close();
        driver = drive(Tracing.off());

        send(image(Color.RED).build());
        send(image(Color.RED).build(), "00-not-a-trace\u0000");

        assertThat(label().headers().toArray()).isEmpty();
        assertThat(label().headers().toArray()).isEmpty();
    }

    private TopologyTestDriver drive(Tracing tracing) {
        Labeller labeller = new Labeller(new LabelPolicy(0.5, 2), new RandomDraw(0, new byte[16]));
        ClassifyProcessor.Settings settings = new ClassifyProcessor.Settings(
                new Polls(runners),
                new CommitPace(System::nanoTime),
                labeller,
                "uuid",
                PATIENCE,
                new LongAdder(),
                metrics,
                tracing,
                Clock.systemUTC());
        Properties properties = new Properties();
        properties.putAll(
                Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "test", StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1"));
        return new TopologyTestDriver(ClassifierTopology.build(TOPICS, settings), properties);
    }

    private static ImageEvent.Builder image(Color colour) {
        return TestImages.event(TestImages.png(colour));
    }

    private static byte[] expiring() {
        return image(Color.RED)
                .setTimeToLive(com.google.protobuf.Duration.newBuilder().setSeconds(60))
                .build()
                .toByteArray();
    }

    private void send(ImageEvent event) {
        pipe(event.toByteArray(), new RecordHeaders(), Instant.now());
    }

    private void send(ImageEvent event, String traceparent) {
        Headers headers = new RecordHeaders().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        pipe(event.toByteArray(), headers, Instant.now());
    }

    private void pipe(byte[] value, Headers headers, Instant appended) {
        TestInputTopic<byte[], byte[]> images =
                driver.createInputTopic(TOPICS.images().name(), new ByteArraySerializer(), new ByteArraySerializer());
        images.pipeInput(new TestRecord<>(KEY, value, headers, appended));
    }

    private TestRecord<byte[], byte[]> label() {
        return read(TOPICS.labels().name());
    }

    private TestRecord<byte[], byte[]> deadLetter() {
        return read(TOPICS.deadLetters().name());
    }

    private TestRecord<byte[], byte[]> read(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
    }

    private static String traceparent(TestRecord<byte[], byte[]> record) {
        List<Header> found = Arrays.stream(record.headers().toArray())
                .filter(header -> header.key().equals("traceparent"))
                .toList();
        assertThat(found).hasSize(1);
        return new String(found.get(0).value(), StandardCharsets.US_ASCII);
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double images(String outcome, String reason) {
        return registry.get("afterimage.images")
                .tags("outcome", outcome, "reason", reason)
                .counter()
                .count();
    }

    private Timer timer(String name) {
        return registry.get(name).timer();
    }
}
