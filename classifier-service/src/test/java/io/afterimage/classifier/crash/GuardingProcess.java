package io.afterimage.classifier.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that has an image in native code until it is killed. */
final class GuardingProcess {
    static final ImagePosition IMAGE = new ImagePosition(5, 5, 5);

    private GuardingProcess() {}

    /** Starts it, and returns once its image is in. */
    static Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(command(folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != '!') {
            throw new IOException("It did not start");
        }
        return process;
    }

    /** Starts one that can write no file of more than 16 kB, as if the disk were full then. */
    static Process startWithoutRoom(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 32; exec \"$@\"", "sh"));
        command.addAll(command(folder));
        return new ProcessBuilder(command).start();
    }

    private static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // Java's own file of counters would be too large as well.
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                GuardingProcess.class.getName(),
                folder.toString());
    }

    public static void main(String[] arguments) throws Exception {
        CrashGuard.open(Path.of(arguments[0]), Duration.ofSeconds(5), Clock.systemUTC())
                .enter(IMAGE);
        System.out.write('!');
        System.out.flush();
        Thread.sleep(Duration.ofMinutes(1).toMillis());
    }
}
