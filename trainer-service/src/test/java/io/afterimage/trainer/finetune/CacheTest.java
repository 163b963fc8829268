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
import java.util.List;
import java.util.stream.IntStream;
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
        open(cache, records("now", 6));
        assertThat(holds(cache, "old")).isFalse();
        assertThat(holds(cache, "newer")).isTrue();
    }

    @Test
    void whatFitsStays() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 5000);
        fill(cache, "old", 5, 1);
        open(cache, records("now", 6));
        assertThat(holds(cache, "old")).isTrue();
    }

    @Test
    void recordsOfImagesThatAreNoLongerUsedGoOnceThereIsNoRoom() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        fill(cache, "same", 7, 1);
        List<byte[]> others = keys(20).subList(10, 16);
        open(cache, new Cache.Records("same", SIZE, others));
        assertThat(holds(cache, "same")).isFalse();
    }

    @Test
    void recordsThatTakeMostOfTheRoomAreMadeOnce() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        fill(cache, "same", 6, 1);
        open(cache, records("same", 7));
        assertThat(holds(cache, "same")).isTrue();
    }

    @Test
    void kindsThatAreUsedAtOnceFitTogether() throws Exception {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        fill(cache, "old", 2, 1);
        fill(cache, "plain", 2, 2);
        fill(cache, "square", 2, 3);
        open(cache, records("plain", 3), records("square", 4));
        assertThat(holds(cache, "old")).isFalse();
        assertThat(holds(cache, "plain")).isTrue();
        assertThat(holds(cache, "square")).isTrue();
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> open(cache, records("plain", 4), records("square", 4)))
                .withMessageContaining("1088 bytes", "allow more");
    }

    @Test
    void moreThanMayBeThereIsRefused() {
        Cache cache = new Cache(folder.resolve("cache"), 1000);
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> open(cache, records("any", 8)))
                .withMessageContaining("allow more");
    }

    private void fill(Cache cache, String kind, int records, long usedAt) throws Exception {
        try (RecordFile file = cache.open(List.of(records(kind, records))).get(0)) {
            for (byte[] key : keys(records)) {
                file.put(key, ByteBuffer.allocate(SIZE));
            }
        }
        try (Stream<Path> kinds = Files.list(cache.folder())) {
            for (Path used : kinds.filter(one -> one.endsWith(Sha256.hex(kind.getBytes(StandardCharsets.UTF_8))))
                    .toList()) {
                Files.setLastModifiedTime(used, FileTime.fromMillis(usedAt));
            }
        }
    }

    private static void open(Cache cache, Cache.Records... kinds) throws Exception {
        for (RecordFile file : cache.open(List.of(kinds))) {
            file.close();
        }
    }

    private static Cache.Records records(String kind, int count) {
        return new Cache.Records(kind, SIZE, keys(count));
    }

    private static List<byte[]> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sha256.of(new byte[] {(byte) i}))
                .toList();
    }

    private static boolean holds(Cache cache, String kind) throws IOException {
        Path index = cache.folder()
                .resolve(Sha256.hex(kind.getBytes(StandardCharsets.UTF_8)))
                .resolve("index");
        return Files.exists(index) && Files.size(index) > 0;
    }
}
