package io.afterimage.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Real photos as a model takes them. */
final class RealPhotos {
    private RealPhotos() {}

    /** So many of a folder, evenly spread over its names. */
    static List<ByteBuffer> of(Path folder, int count, InputGeometry geometry) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.filter(file -> file.toString().matches(".*\\.(jpe?g|png)"))
                    .sorted()
                    .toList();
        }
        List<ByteBuffer> photos = new ArrayList<>();
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS)) {
            for (int i = 0; i < count; i++) {
                byte[] file = Files.readAllBytes(all.get((int) ((long) i * all.size() / count)));
                ByteBuffer pixels = ByteBuffer.allocateDirect(geometry.bytes());
                assertThat(decoder.decode(file, 0, file.length, geometry, pixels))
                        .isInstanceOf(DecodeResult.Decoded.class);
                photos.add(pixels);
            }
        }
        return photos;
    }
}
