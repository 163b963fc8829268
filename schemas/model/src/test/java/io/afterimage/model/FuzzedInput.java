package io.afterimage.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One input of a fuzz test while it runs. The fuzzer neither sees into native code (OpenCV, ONNX Runtime) nor survives its
 * crash. So each input lies in {@code target/fuzz} meanwhile, where a dead process leaves it; and the memory that the process
 * took for it, native too, is looked at when it ends (Linux only).
 */
public final class FuzzedInput implements AutoCloseable {
    private static final Path PEAK = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    private final long limit;
    private final long before;

    /**
     * Begins one input.
     *
     * @param limit most bytes by which the process may grow
     */
    public FuzzedInput(Class<?> test, byte[] input, long limit) {
        this.limit = limit;
        write(fileOf(test), input);
        before = resetPeak();
    }

    @Override
    public void close() {
        long grown = peak() - before;
        if (grown > limit) {
            throw new AssertionError("One input took " + (grown >> 20) + " MiB, at most " + (limit >> 20) + " are fair");
        }
    }

    private static void write(Path file, byte[] input) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                file.toFile().deleteOnExit();
            }
            Files.write(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path fileOf(Class<?> test) {
        return Path.of("target", "fuzz", test.getSimpleName() + ".input");
    }

    /** The largest memory so far becomes the present one. */
    private static long resetPeak() {
        try {
            if (Files.isWritable(RESET)) {
                Files.write(RESET, "5".getBytes(US_ASCII));
            }
            return peak();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long peak() {
        try {
            return !Files.isReadable(PEAK)
                    ? 0
                    : Files.readAllLines(PEAK).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                            .findFirst()
                            .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
