package io.afterimage.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What watches a fuzz test, since the fuzzer neither sees into native code (OpenCV, ONNX Runtime) nor survives its crash. Each
 * input lies in {@code target/fuzz} while it runs, where a dead process leaves it; and the memory that the process takes for
 * it, native too, has a limit (on Linux). For one thread, until the process ends.
 */
public final class FuzzWatch {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final byte[] PEAK = "VmHWM:".getBytes(US_ASCII);
    private static final byte[] RESET_PEAK = "5".getBytes(US_ASCII);

    private final long limit;
    private final FileChannel input;
    private final @Nullable FileChannel status;
    private final ByteBuffer text = ByteBuffer.allocate(4096);

    /** @param limit most bytes by which the process may grow for one input */
    public FuzzWatch(Class<?> test, long limit) {
        this.limit = limit;
        Path file = Path.of("target", "fuzz", test.getSimpleName() + ".input");
        try {
            Files.createDirectories(file.getParent());
            input = FileChannel.open(file, CREATE, WRITE);
            status = measures() ? FileChannel.open(STATUS) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        file.toFile().deleteOnExit();
    }

    /** Whether this system lets a process reset and read its largest memory. */
    static boolean measures() {
        return Files.isWritable(CLEAR);
    }

    /** Runs the test of one input. */
    public void run(byte[] bytes, Runnable test) throws IOException {
        input.write(ByteBuffer.wrap(bytes), 0);
        input.truncate(bytes.length);
        if (status == null) {
            test.run();
            return;
        }
        Files.write(CLEAR, RESET_PEAK);
        long before = peak(status);
        test.run();
        long grown = peak(status) - before;
        if (grown > limit) {
            throw new AssertionError("One input took " + (grown >> 20) + " MiB of at most " + (limit >> 20));
        }
    }

    /** The largest memory since the reset, in bytes. */
    private long peak(FileChannel from) throws IOException {
        from.read(text.clear(), 0);
        byte[] line = text.array();
        int at = 0;
        while (!Arrays.equals(line, at, at + PEAK.length, PEAK, 0, PEAK.length)) {
            at++;
        }
        long kilobytes = 0;
        for (at += PEAK.length; line[at] != 'k'; at++) {
            kilobytes = line[at] >= '0' ? kilobytes * 10 + line[at] - '0' : kilobytes;
        }
        return kilobytes << 10;
    }
}
