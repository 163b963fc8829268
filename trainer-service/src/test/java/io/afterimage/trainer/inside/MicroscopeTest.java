package io.afterimage.trainer.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.graph.Constants;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MicroscopeTest {
    private static final int RED = 0xFF0000;
    private static final int BLUE = 0x0000FF;
    private static final int BRIGHTEST = 0xFFFCFFA4;
    private static final int DARKEST = 0xFF000004;
    private static final String FOR_RED = "class 0";
    private static final String FOR_BLUE = "class 1";

    @TempDir
    private Path folder = Path.of("");

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Store store;
    private Microscope microscope;

    @BeforeEach
    void open() {
        store = new Store(folder);
        microscope = new Microscope(store, ImageLimits.DEFAULTS, Duration.ofSeconds(10), () -> now);
    }

    @AfterEach
    void close() {
        microscope.close();
    }

    @Test
    void theMapIsBrightWhereTheClassIsAndClearWhereTheModelDidNotLook() throws Exception {
        String version = published(colours());

        Inside.Seen red = seen(version, halves(RED, BLUE), FOR_RED);
        BufferedImage map = picture(Objects.requireNonNull(red.map()));
        BufferedImage other = picture(Objects.requireNonNull(
                seen(version, halves(RED, BLUE), FOR_BLUE).map()));

        assertThat(red.explained()).isEqualTo(FOR_RED);
        assertThat(map.getWidth()).isEqualTo(64);
        assertThat(map.getHeight()).isEqualTo(32);
        assertThat(map.getRGB(24, 16)).isEqualTo(BRIGHTEST);
        assertThat(map.getRGB(40, 16)).isEqualTo(DARKEST);
        assertThat(other.getRGB(24, 16)).isEqualTo(DARKEST);
        assertThat(map.getRGB(1, 16))
                .as("beside the square that the model was given")
                .isZero();
    }

    @Test
    void theMostProbableClassIsExplainedWhereNobodyAsksForAnother() throws Exception {
        Inside.Seen seen = seen(published(colours()), halves(BLUE, BLUE), null);

        assertThat(seen.explained()).isEqualTo(FOR_BLUE);
        assertThat(seen.classes()).extracting(Inside.Guess::label).containsExactly(FOR_BLUE, FOR_RED);
        assertThat(seen.classes().get(0).probability()).isGreaterThan(0.5f);
    }

    @Test
    void theFirstAndTheLastConvolutionAreShownChannelByChannel() throws Exception {
        Inside.Seen seen = seen(published(TestNetworks.packaged(TestNetworks.residual(), 5)), halves(RED, BLUE), null);

        assertThat(seen.first()).hasSize(6);
        assertThat(seen.last()).hasSize(6).isNotEqualTo(seen.first());
        assertThat(picture(seen.first().get(0)).getWidth()).isEqualTo(TestNetworks.SIDE);
        assertThat(seen.map()).isNotNull();
    }

    @Test
    void aHeadThatSeesNoAverageHasNoMap() throws Exception {
        ModelProto flat =
                TestNetworks.of("c = Conv x w-3:2,3,3,3 b:2", "f = Flatten c", "y = Gemm f head:128,2 bias:2");

        Inside.Seen seen = seen(published(TestNetworks.packaged(flat, 2)), halves(RED, BLUE), null);

        assertThat(seen.map()).isNull();
        assertThat(seen.first()).hasSize(2);
    }

    @Test
    void aModelIsReadAgainOnlyOnceNobodyHasUsedItForAMinute() throws Exception {
        String version = published(colours());
        seen(version, halves(RED, BLUE), null);
        Files.delete(folder.resolve("models").resolve(version));

        now = now.plusSeconds(59);
        microscope.closeUnused();
        assertThat(seen(version, halves(RED, BLUE), null).classes()).hasSize(2);

        now = now.plusSeconds(61);
        microscope.closeUnused();
        assertThatThrownBy(() -> microscope.look(version, halves(RED, BLUE), null))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aBrokenImageIsRefusedAndTheNextIsLookedAt() throws Exception {
        String version = published(colours());

        Optional<Inside> broken = microscope.look(version, new byte[] {1, 2, 3}, null);

        assertThat(broken)
                .containsInstanceOf(Inside.Rejected.class)
                .map(inside -> ((Inside.Rejected) inside).rejection().reason())
                .contains(RejectionReason.FORMAT_UNKNOWN);
        assertThat(seen(version, halves(RED, BLUE), null).first()).isNotEmpty();
    }

    @Test
    void anImageIsPlacedByWhatEntersTheHead() throws Exception {
        String version = published(colours());

        float[] red = microscope.embedding(version, halves(RED, RED)).orElseThrow();
        float[] blue = microscope.embedding(version, halves(BLUE, BLUE)).orElseThrow();

        assertThat(red).hasSize(3);
        assertThat(red[0]).isGreaterThan(blue[0]);
        assertThat(red[2]).isLessThan(blue[2]);
        assertThat(microscope.embedding(version, new byte[] {1, 2, 3})).isEmpty();
    }

    private Inside.Seen seen(String version, byte[] image, @Nullable String wanted) throws Exception {
        Inside inside = microscope.look(version, image, wanted).orElseThrow();
        assertThat(inside).isInstanceOf(Inside.Seen.class);
        return (Inside.Seen) inside;
    }

    private String published(byte[] model) throws IOException {
        return store.put(Store.Kind.MODEL, model);
    }

    /** Of a red and a blue class, each of which looks for its own colour. */
    private static byte[] colours() throws Exception {
        ModelProto.Builder model = TestNetworks.of(
                "c = Conv x w:3,3,1,1 b:3", "p = GlobalAveragePool c", "f = Flatten p", "y = Gemm f head:3,2 bias:2")
                .toBuilder();
        GraphProto.Builder graph = model.getGraphBuilder();
        set(graph, "w", 1, 0, 0, 0, 1, 0, 0, 0, 1);
        set(graph, "b", 0, 0, 0);
        set(graph, "head", 1, 0, 0, 0, 0, 1);
        set(graph, "bias", 0, 0);
        return TestNetworks.packaged(model.build(), 2);
    }

    private static void set(GraphProto.Builder graph, String name, float... values) {
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().equals(name)) {
                List<Long> shape = graph.getInitializer(i).getDimsList();
                graph.setInitializer(i, Constants.of(name, shape, values));
            }
        }
    }

    /** An image of 64 x 32 pixels. */
    private static byte[] halves(int left, int right) throws IOException {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 32; i++) {
            image.setRGB(i % 64, i / 64, i % 64 < 32 ? left : right);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", png)).isTrue();
        return png.toByteArray();
    }

    private static BufferedImage picture(String dataUrl) throws IOException {
        byte[] png = Base64.getDecoder().decode(dataUrl.substring("data:image/png;base64,".length()));
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    }
}
