package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreThereAfterARestart() throws IOException {
        try (RecordFile file = new RecordFile(folder, 8)) {
            file.put(key(1), record(11));
            file.put(key(2), record(22));
        }
        try (RecordFile file = new RecordFile(folder, 8)) {
            assertThat(value(file, 1)).isEqualTo(11);
            assertThat(value(file, 2)).isEqualTo(22);
            assertThat(file.find(key(3))).isNegative();
        }
    }

    @Test
    void aRecordThatWasCutOffIsAsIfItHadNeverBeen() throws IOException {
        try (RecordFile file = new RecordFile(folder, 8)) {
            file.put(key(1), record(11));
            file.put(key(2), record(22));
        }
        try (FileChannel records = FileChannel.open(folder.resolve("records"), StandardOpenOption.WRITE)) {
            records.truncate(12);
        }
        try (RecordFile file = new RecordFile(folder, 8)) {
            assertThat(file.find(key(2))).isNegative();
            file.put(key(3), record(33));
            assertThat(value(file, 1)).isEqualTo(11);
            assertThat(value(file, 3)).isEqualTo(33);
        }
        try (RecordFile file = new RecordFile(folder, 8)) {
            assertThat(value(file, 3)).isEqualTo(33);
        }
    }

    @Test
    void aRecordWithOtherBytesIsNotFound() throws IOException {
        try (RecordFile file = new RecordFile(folder, 8)) {
            file.put(key(1), record(11));
        }
        try (FileChannel records = FileChannel.open(folder.resolve("records"), StandardOpenOption.WRITE)) {
            records.write(ByteBuffer.wrap(new byte[] {1}), 3);
        }
        try (RecordFile file = new RecordFile(folder, 8)) {
            assertThat(file.find(key(1))).isNegative();
            file.put(key(1), record(12));
            assertThat(value(file, 1)).isEqualTo(12);
        }
    }

    private static long value(RecordFile file, int key) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(8);
        file.read(file.find(key(key)), record);
        return record.getLong();
    }

    private static byte[] key(int number) {
        return Sha256.of(new byte[] {(byte) number});
    }

    private static ByteBuffer record(long value) {
        return ByteBuffer.allocate(8).putLong(value).flip();
    }
}
