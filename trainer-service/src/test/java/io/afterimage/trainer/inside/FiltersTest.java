package io.afterimage.trainer.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.onnx.Onnx;
import io.afterimage.trainer.engine.graph.Constants;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private static final int RED = 0xFF807F;

    @Test
    void aFilterIsAPictureOfItsWeights() throws IOException {
        // Of two filters of 1 x 1: one for red and against blue a little, one of nothing.
        List<String> filters = Filters.of(model(List.of(2L, 3L, 1L, 1L), 2, 0, -0.01f, 0, 0, 0));

        assertThat(filters).hasSize(2);
        BufferedImage first = picture(filters.get(0));
        assertThat(first.getWidth()).isEqualTo(48);
        assertThat(first.getRGB(0, 0) & 0xFFFFFF).isEqualTo(RED);
        assertThat(picture(filters.get(1)).getRGB(47, 47) & 0xFFFFFF).isEqualTo(0x808080);
    }

    @Test
    void weightsThatAreNoNumbersSpoilNoPicture() {
        assertThat(Filters.of(model(List.of(1L, 3L, 1L, 1L), Float.NaN, Float.POSITIVE_INFINITY, 1)))
                .hasSize(1);
    }

    @Test
    void aModelWithoutAConvolutionOverColoursHasNone() {
        assertThat(Filters.of(model(List.of(1L, 1L, 1L, 1L), 1))).isEmpty();
        assertThat(Filters.of(model(List.of(1L, 3L, 1L, 1L), 1)))
                .as("not whole")
                .isEmpty();
        assertThat(Filters.of(ModelProto.getDefaultInstance())).isEmpty();
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThatThrownBy(() -> Filters.of(new byte[] {1, 2, 3})).isInstanceOf(ModelRejectedException.class);
    }

    private static ModelProto model(List<Long> shape, float... weights) {
        return ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder()
                        .addInitializer(Constants.of("w", shape, weights))
                        .addNode(Onnx.node("Relu", List.of("image"), "same"))
                        .addNode(Onnx.node("Conv", List.of("same", "w"), "features")))
                .build();
    }

    private static BufferedImage picture(String dataUrl) throws IOException {
        byte[] png = Base64.getDecoder().decode(dataUrl.substring("data:image/png;base64,".length()));
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    }
}
