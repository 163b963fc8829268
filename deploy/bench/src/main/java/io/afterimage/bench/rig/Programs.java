package io.afterimage.bench.rig;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.FewCores;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Installation;
import io.afterimage.model.process.LimitedJava;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs that a bench starts.
 *
 * @param installation the shipped ones
 * @param classPath of what the bench itself adds: a service's libraries, as shipped, and the bench's classes
 */
public record Programs(Installation installation, String classPath) {
    /** As the launcher has built them, with the classifier's libraries. */
    public static Programs installed() {
        return with("classifier-service");
    }

    /** As the launcher has built them, with the trainer's libraries. */
    public static Programs installedForTraining() {
        return with("trainer-service");
    }

    private static Programs with(String service) {
        Installation installation = Installation.current();
        Path application = installation.home().resolve(service).resolve("target/quarkus-app");
        Path bench = jarOf(Programs.class);
        String classPath = Stream.of(
                        bench.toString(),
                        bench.resolveSibling("lib") + "/*",
                        // For its one exception.
                        jarOf(CommandException.class).toString(),
                        application + "/app/*",
                        application + "/lib/main/*",
                        application + "/lib/boot/*")
                .collect(Collectors.joining(File.pathSeparator));
        return new Programs(installation, classPath);
    }

    /**
     * Starts a class of the bench in a process with the heap and the environment of the classifier.
     *
     * @param properties system properties
     * @param log file that its output is appended to
     */
    public ChildProcess start(Class<?> main, Map<String, String> properties, List<String> arguments, Path log)
            throws IOException {
        List<String> java = new ArrayList<>(List.of("-Xmx1g"));
        java.addAll(FewCores.options(installation.compilerDirectives()));
        properties.forEach((name, value) -> java.add("-D" + name + "=" + value));
        java.addAll(List.of("-cp", classPath, main.getName()));
        java.addAll(arguments);
        return ChildProcess.start(JavaCommand.of(java), LimitedJava.NATIVE, log);
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
