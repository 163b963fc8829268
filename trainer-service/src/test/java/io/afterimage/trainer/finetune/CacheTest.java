package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    private static final int SIZE = 100;

    @TempDir
    Path folder;

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 1200);
        fill(cache, "old", 5, 1);
        fill(cache, "newer", 2, 2);
        cache.open("now", SIZE, 6).close();
        assertThat(holds(cache, "old")).isFalse();
        assertThat(holds(cache, "newer")).isTrue();
    }

    @Test
    void whatFitsStays() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 5000);
        fill(cache, "old", 5, 1);
        cache.open("now", SIZE, 6).close();
        assertThat(holds(cache, "old")).isTrue();
    }

    @Test
    void recordsOfImagesThatAreNoLongerUsedGoOnceThereIsNoRoom() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        fill(cache, "same", 7, 1);
        cache.open("same", SIZE, 6).close();
        assertThat(holds(cache, "same")).isFalse();
    }

    @Test
    void moreThanMayBeThereIsRefused() {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> cache.open("any", SIZE, 11))
                .withMessageContaining("allow more");
    }

    private void fill(Cache cache, String kind, int records, long usedAt) throws Exception {
        try (RecordFile file = cache.open(kind, SIZE, records)) {
            for (int i = 0; i < records; i++) {
                file.put(Sha256.of(new byte[] {(byte) i}), ByteBuffer.allocate(SIZE));
            }
        }
        try (Stream<Path> kinds = Files.list(cache.folder())) {
            for (Path used : kinds.filter(one -> one.endsWith(Sha256.hex(kind.getBytes(StandardCharsets.UTF_8))))
                    .toList()) {
                Files.setLastModifiedTime(used, FileTime.fromMillis(usedAt));
            }
        }
    }

    private static boolean holds(Cache cache, String kind) throws IOException {
        Path index = cache.folder()
                .resolve(Sha256.hex(kind.getBytes(StandardCharsets.UTF_8)))
                .resolve("index");
        return Files.exists(index) && Files.size(index) > 0;
    }
}
