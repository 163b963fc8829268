package io.afterimage.trainer.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Feedback;
import io.afterimage.model.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that people speak of by nothing but their hash lie in the store. No broker is asked. */
class ImageFinderTest {
    private static final int MOST_BYTES = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void largeImagesAreLookedForAFewAtATime() throws IOException {
        Store store = new Store(folder);
        List<Said> wanted = List.of(said(store, 100, 1), said(store, 100, 2), said(store, 100, 3));
        try (CoordinateReader reader = new CoordinateReader(
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                new Topics(Topics.DEFAULT_PREFIX).images(),
                Duration.ofSeconds(1))) {
            ImageFinder finder = new ImageFinder(reader, () -> "", store, MOST_BYTES);

            assertThat(finder.find(wanted, hash -> false, 150)).containsOnlyKeys(wanted.subList(0, 2));
            assertThat(finder.find(wanted, hash -> false, 1)).containsOnlyKeys(wanted.subList(0, 1));
            assertThat(finder.find(wanted, hash -> false, 301)).hasSize(3).allSatisfy((said, found) -> assertThat(found)
                    .isInstanceOf(Found.Image.class));
        }
    }

    private static Said said(Store store, int bytes, int filling) throws IOException {
        byte[] image = new byte[bytes];
        image[0] = (byte) filling;
        String key = store.put(Store.Kind.IMAGE, image);
        return new Said(
                new ConsumerRecord<>("feedback", 0, filling, null, null),
                Feedback.newBuilder()
                        .setPerson("ada")
                        .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(key)))
                        .setTrueClass("cat")
                        .build());
    }
}
