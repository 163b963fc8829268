package io.afterimage.classifier.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.classifier.LiveModels;
import io.afterimage.classifier.TestClassifiers;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.TestModels;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.store.Store;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the image's fault becomes its outcome; what is not is thrown, and the image is tried again. */
class ImageClassifierTest {
    private final ModelSlot slot = new ModelSlot();

    @TempDir
    private Path folder;

    private Store store;
    private ImageClassifier classifier;

    @BeforeEach
    void open() {
        slot.swap(LiveModels.load(TestModels.colours()));
        store = new Store(folder);
        classifier = TestClassifiers.of(slot, store);
    }

    @AfterEach
    void close() {
        classifier.close();
        slot.close();
    }

    @Test
    void aStoredImageThatWasChangedIsRejected() throws IOException {
        String key = store.put(Store.Kind.IMAGE, TestImages.png(Color.RED));
        Files.write(folder.resolve("images").resolve(key), TestImages.png(Color.BLUE));

        assertThat(reason(classifier.classify(stored(key)))).isEqualTo(RejectionReason.STORE_OBJECT_CHANGED);
    }

    @Test
    void aStoredImageThatIsGoneIsRejected() throws IOException {
        String key = store.put(Store.Kind.IMAGE, TestImages.png(Color.RED));
        Files.delete(folder.resolve("images").resolve(key));

        assertThat(reason(classifier.classify(stored(key)))).isEqualTo(RejectionReason.STORE_OBJECT_MISSING);
    }

    @Test
    void aStoreThatFailsIsNotTheImagesFault() throws IOException {
        String key = "ab".repeat(32);
        Files.createDirectories(folder.resolve("images").resolve(key));

        assertThatThrownBy(() -> classifier.classify(stored(key)))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("The store failed");
    }

    @Test
    void anImageForWhichTheModelGivesNoNumbersIsRejectedAndTheNextOneIsNot() throws Exception {
        slot.swap(LiveModels.load(notANumberForBlack()));

        assertThat(reason(classifier.classify(image(1, Color.BLACK)))).isEqualTo(RejectionReason.MODEL_OUTPUT_INVALID);
        assertThat(classifier.classify(image(2, Color.WHITE))).isInstanceOf(Outcome.Classified.class);
    }

    @Test
    void anImageThatKilledTwoProcessesAloneIsRejectedUnseenAndTheNextOneIsNot() throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        Files.writeString(state.resolve("suspects"), "0 1 0 3 2 DECODING " + Instant.now() + "\n");
        try (CrashGuard guard = CrashGuard.open(state, Duration.ofSeconds(5), Clock.systemUTC());
                ImageClassifier guarded = new ImageClassifier(
                        new ImagePreparer(
                                slot,
                                store,
                                ImageLimits.DEFAULTS,
                                new ImageDecoder(ImageLimits.DEFAULTS),
                                guard,
                                Clock.systemUTC()),
                        new ModelRun(Clock.systemUTC(), batch -> {}))) {
            assertThat(reason(guarded.classify(image(1, Color.RED)))).isEqualTo(RejectionReason.NATIVE_CRASH);
            assertThat(guarded.classify(image(2, Color.RED))).isInstanceOf(Outcome.Classified.class);
        }
    }

    /** The average divided by itself: 1 for what is not black. */
    private static byte[] notANumberForBlack() throws Exception {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("test")
                .addInput(TestModels.value("x", TensorProto.DataType.FLOAT, 0, 3, TestModels.SIDE, TestModels.SIDE))
                .addNode(TestModels.node("GlobalAveragePool", "x", "pooled"))
                .addNode(TestModels.node("Flatten", "pooled", "flat").addAttribute(TestModels.attribute("axis", 1)))
                .addNode(TestModels.node("Div", "flat flat", "one"))
                .addNode(TestModels.node("Gemm", "one weight bias", "y"))
                .addInitializer(TestModels.tensor("weight", new long[] {3, 3}, 5, 0, 0, 0, 5, 0, 0, 0, 5))
                .addInitializer(TestModels.tensor("bias", new long[] {3}, 0, 0, 0))
                .addOutput(TestModels.value("y", TensorProto.DataType.FLOAT, 0, 3));
        return ModelImporter.importModel(
                TestModels.model(graph, 13).build().toByteArray(), TestModels.colourLabels(), TestModels.unitScale());
    }

    private static ImageRecord image(long offset, Color colour) {
        return record(offset, TestImages.event(TestImages.png(colour)).build());
    }

    private static ImageRecord stored(String key) {
        return record(0, TestImages.event(new byte[0]).setStoreKey(key).build());
    }

    private static ImageRecord record(long offset, ImageEvent event) {
        return new ImageRecord("images", 0, offset, event.toByteArray(), 0);
    }

    private static RejectionReason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        Rejection rejection = ((Outcome.Rejected) outcome).rejection();
        return rejection.reason();
    }
}
