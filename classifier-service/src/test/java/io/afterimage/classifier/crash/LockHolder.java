package io.afterimage.classifier.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process that has an image in native code until it is killed. */
final class LockHolder {
    static final ImagePosition IMAGE = new ImagePosition(5, 5, 5);

    private LockHolder() {}

    /** Starts it, and returns once its image is in. */
    static Process start(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != '!') {
            throw new IOException("It did not start");
        }
        return process;
    }

    public static void main(String[] arguments) throws Exception {
        CrashGuard.open(Path.of(arguments[0]), Duration.ofSeconds(5), Clock.systemUTC())
                .enter(IMAGE);
        System.out.write('!');
        System.out.flush();
        Thread.sleep(Duration.ofMinutes(1).toMillis());
    }
}
