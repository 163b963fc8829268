package io.afterimage.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system says of processes. */
public final class Processes {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");

    private Processes() {}

    /** Processor time that living processes have used since they began, together. */
    public static Duration cpu(Collection<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Resident memory in MiB; empty where the system does not tell it under /proc. */
    public static OptionalLong residentMebibytes(ProcessHandle process) {
        OptionalLong kibibytes = status(process, RESIDENT);
        return kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() / 1024) : kibibytes;
    }

    /** Threads, those of native code too; empty where the system does not tell it under /proc. */
    public static OptionalLong threads(ProcessHandle process) {
        return status(process, THREADS);
    }

    /** Open files and sockets; empty where the system does not tell it under /proc. */
    public static OptionalLong handles(ProcessHandle process) {
        try (Stream<Path> open = Files.list(proc(process, "fd"))) {
            return OptionalLong.of(open.count());
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong status(ProcessHandle process, Pattern what) {
        try {
            Matcher line = what.matcher(Files.readString(proc(process, "status")));
            return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }
}
