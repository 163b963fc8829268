package io.afterimage.model.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Java process with limits: no core dumps, its temporary files and the log of a crash in one folder, and of this process's
 * environment only what it needs.
 *
 * @param folder is its argument
 * @param heap most bytes of Java's heap
 * @param memory most bytes of all data, the heap included; on Linux only
 * @param victim how gladly Linux takes this process first if the machine runs short, to 1000
 * @param before what the command begins with, such as {@code nice}
 * @param options of Java besides
 */
public record LimitedJava(Path folder, long heap, long memory, int victim, List<String> before, List<String> options) {
    /**
     * Terminal signals are the parent's to decide on. Linux enforces the limit of data (RLIMIT_DATA) on all private memory; macOS
     * does not, and knows no victims.
     */
    private static final String LIMITED = "trap '' INT HUP; ulimit -c 0; ulimit -d \"$1\" 2>/dev/null;"
            + " { echo \"$2\" >/proc/self/oom_score_adj; } 2>/dev/null; shift 2; exec \"$@\"";

    /**
     * What is set for any process that infers or trains. Native buffers of models come and go; with an arena per thread glibc
     * would never give them back. A broken image has its dead letter: it need not also make OpenCV write a line for each of
     * its strips. And threads of OpenMP and of OpenBLAS wait by spinning, on cores that the others need: a head took twice as
     * long.
     */
    public static final Map<String, String> NATIVE = Map.of(
            "MALLOC_ARENA_MAX", "2",
            "OPENCV_LOG_LEVEL", "SILENT",
            "GOMP_SPINCOUNT", "1000",
            "OPENBLAS_THREAD_TIMEOUT", "8");

    /** What a child needs from outside; secrets are not among it. */
    private static final Set<String> INHERITED =
            Set.of("PATH", "LD_LIBRARY_PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE");

    /** Where Java writes what it knows of a crash in such a folder. */
    public static Path crashLog(Path folder) {
        return folder.resolve("crash.log");
    }

    /** The process of a main class, not started yet; its errors go where its output goes. */
    public ProcessBuilder builder(Class<?> main, String classPath) {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", LIMITED, "sh", Long.toString(memory >> 10), Integer.toString(victim)));
        command.addAll(before);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(List.of(
                "-XX:ErrorFile=" + crashLog(folder), "-Xmx" + (heap >> 20) + "m", "-Djava.io.tmpdir=" + folder));
        command.addAll(newerJavaOptions(Runtime.version().feature()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName(), folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(NATIVE);
        return builder;
    }

    private static List<String> newerJavaOptions(int feature) {
        List<String> options = new ArrayList<>();
        if (feature >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (feature >= 23) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
