package io.afterimage.cli.stack;

import io.afterimage.broker.BrokerClassPath;
import io.afterimage.broker.LocalPorts;
import io.afterimage.cli.Afterimage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The command as it is once installed, with a real broker and a stand-in for the services, in processes of its own. */
record Installed(Path home) {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** What a run of the command left. */
    record Ended(int code, String output) {}

    /** Lays the programs out in a folder as the build does. */
    static Installed in(Path home) throws IOException {
        Path library = Files.createDirectories(home.resolve("deploy/broker/target/lib"));
        writeJar(
                library.resolve("kafka.jar"),
                Attributes.Name.CLASS_PATH,
                urls(BrokerClassPath.jars()),
                Optional.empty());
        for (String service : new String[] {"classifier", "trainer"}) {
            Path program = Files.createDirectories(home.resolve(service + "-service/target/quarkus-app"));
            writeJar(
                    program.resolve("quarkus-run.jar"),
                    Attributes.Name.MAIN_CLASS,
                    FakeService.class.getName(),
                    Optional.of(FakeService.class));
        }
        Path directives = new Installation(home).compilerDirectives();
        Files.createDirectories(directives.getParent());
        Files.copy(directives.getFileName(), directives);
        return new Installed(home);
    }

    Ended run(String... arguments) throws Exception {
        return run(Duration.ofMinutes(2), arguments);
    }

    Ended run(Duration most, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + Installation.HOME + "=" + home,
                "-cp",
                CLASS_PATH,
                Afterimage.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("afterimage-run", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            stop(process);
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        if (!ended) {
            throw new AssertionError(
                    "afterimage " + String.join(" ", arguments) + " did not end within " + most + ":\n" + printed);
        }
        return new Ended(process.exitValue(), printed);
    }

    /** As Ctrl-C does, so that it takes what it started with it. */
    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }

    /** The first of four ports in a row that nobody listens on. */
    static int freePorts() throws IOException {
        int first;
        do {
            first = LocalPorts.free();
        } while (first > 65_000
                || LocalPorts.inUse(first + 1)
                || LocalPorts.inUse(first + 2)
                || LocalPorts.inUse(first + 3));
        return first;
    }

    private static String urls(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    private static void writeJar(Path jar, Attributes.Name attribute, String value, Optional<Class<?>> content)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(attribute, value);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            if (content.isPresent()) {
                Class<?> type = content.get();
                String entry = type.getName().replace('.', '/') + ".class";
                Path root = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath());
                out.putNextEntry(new ZipEntry(entry));
                Files.copy(root.resolve(entry), out);
                out.closeEntry();
            }
        }
    }
}
