package io.afterimage.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.events.Sha256;
import io.afterimage.model.store.Store.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
    private static final byte[] BYTES = "a photo".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = new Store(folder);
    }

    @Test
    void whatIsPutIsReadUnderItsHash() throws Exception {
        String key = store.put(Kind.IMAGE, BYTES);

        assertThat(key).isEqualTo(Sha256.hex(BYTES));
        assertThat(store.read(Kind.IMAGE, key, BYTES.length)).isEqualTo(BYTES);
        assertThat(store.read(Kind.IMAGE, key, Long.MAX_VALUE)).isEqualTo(BYTES);
    }

    @Test
    void aFileIsKeptAsItsBytesAre() throws Exception {
        Path source = Files.write(folder.resolve("photo"), BYTES);

        String key = store.put(Kind.IMAGE, source);

        assertThat(key).isEqualTo(Sha256.hex(BYTES));
        assertThat(store.read(Kind.IMAGE, key, 100)).isEqualTo(BYTES);
        assertThat(store.put(Kind.IMAGE, source)).isEqualTo(key);
    }

    @Test
    void bytesAreCopiedIntoAFile() throws Exception {
        String key = store.put(Kind.MODEL, BYTES);
        Path target = Files.write(folder.resolve("copy"), new byte[500]);

        store.copy(Kind.MODEL, key, BYTES.length, target);

        assertThat(target).hasBinaryContent(BYTES);
    }

    @Test
    void theSameBytesAreKeptOnce() throws Exception {
        assertThat(store.put(Kind.IMAGE, BYTES)).isEqualTo(store.put(Kind.IMAGE, BYTES));

        assertThat(files()).hasSize(1);
    }

    @Test
    void damagedBytesAreWrittenAnewByTheNextPut() throws Exception {
        String key = store.put(Kind.MODEL, BYTES);
        Files.write(folder.resolve("models").resolve(key), new byte[3]);

        store.put(Kind.MODEL, BYTES);

        assertThat(store.read(Kind.MODEL, key, 100)).isEqualTo(BYTES);
    }

    @Test
    void aPlaceIsAPathOrAUri() throws Exception {
        String key = Store.at(folder.toUri().toString()).put(Kind.IMAGE, BYTES);

        assertThat(Store.at(folder.toString()).read(Kind.IMAGE, key, 100)).isEqualTo(BYTES);
    }

    @Test
    void kindsAreApart() throws Exception {
        String key = store.put(Kind.MODEL, BYTES);

        refused(StoreException.Reason.MISSING, Kind.IMAGE, key, 100);
    }

    @Test
    void changedBytesAreRefused() throws Exception {
        String key = store.put(Kind.IMAGE, BYTES);
        Files.write(folder.resolve("images").resolve(key), "b photo".getBytes(StandardCharsets.UTF_8));

        refused(StoreException.Reason.CHANGED, Kind.IMAGE, key, 100);
    }

    @Test
    void moreBytesThanTheLimitAreRefused() throws Exception {
        String key = store.put(Kind.IMAGE, BYTES);

        refused(StoreException.Reason.TOO_LARGE, Kind.IMAGE, key, BYTES.length - 1);
    }

    @Test
    void whatWasNeverPutIsMissing() {
        refused(StoreException.Reason.MISSING, Kind.IMAGE, Sha256.hex(BYTES), 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../models/secret", "/etc/hostname", "images", "A", "0123\u0000"})
    void aKeyIsAHashAndNeverAPath(String key) {
        refused(StoreException.Reason.MISSING, Kind.IMAGE, key, 100);
        refused(StoreException.Reason.MISSING, Kind.IMAGE, "0".repeat(64) + key + "/", 100);
    }

    @Test
    void manyMayPutTheSameBytesAtOnce() throws Exception {
        byte[] bytes = new byte[300_000];
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> read = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                read.add(threads.submit(() -> {
                    start.await();
                    return store.read(Kind.IMAGE, store.put(Kind.IMAGE, bytes), bytes.length);
                }));
            }
            start.countDown();
            for (Future<byte[]> one : read) {
                assertThat(one.get()).isEqualTo(bytes);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).containsExactly(Sha256.hex(bytes));
    }

    @Test
    void aPutThatFailsLeavesNoPart() throws Exception {
        // A folder in the way of the file: not even the last step, the renaming, can work.
        Files.createDirectories(
                folder.resolve("images").resolve(Sha256.hex(BYTES)).resolve("in the way"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.put(Kind.IMAGE, BYTES));

        assertThat(files()).isEmpty();
    }

    private void refused(StoreException.Reason reason, Kind kind, String key, long limit) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.read(kind, key, limit))
                .extracting(StoreException::reason)
                .isEqualTo(reason);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.copy(kind, key, limit, folder.resolve("copy")))
                .extracting(StoreException::reason)
                .isEqualTo(reason);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
        }
    }
}
