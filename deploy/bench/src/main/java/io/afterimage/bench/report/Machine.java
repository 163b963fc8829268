package io.afterimage.bench.report;

import io.afterimage.cli.stack.Installation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** The machine and the versions that figures depend on. */
final class Machine {
    private static final String MODEL_NAME = "model name";
    private static final String SERVER_JAR = "kafka_2.13-";

    private Machine() {}

    static Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("cpu", cpu().orElse(System.getProperty("os.arch")));
        facts.put("memory_gib", memoryGibibytes());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("kafka", AppInfoParser.getVersion());
        broker().ifPresent(version -> facts.put("broker", version));
        facts.put("onnxruntime", version(ai.onnxruntime.OrtEnvironment.class));
        facts.put("opencv", version(org.bytedeco.opencv.global.opencv_core.class));
        return facts;
    }

    private static Optional<String> cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(MODEL_NAME))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Kafka's version in the broker that benches start, where this is an installation. */
    private static Optional<String> broker() {
        Path home = Path.of(System.getProperty(Installation.HOME, ""));
        try (Stream<Path> jars = Files.list(home.resolve("deploy/broker/target/lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith(SERVER_JAR))
                    .map(name -> name.substring(SERVER_JAR.length()).replace(".jar", ""))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long memoryGibibytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.round(system.getTotalMemorySize() / (double) (1L << 30))
                : 0;
    }

    /** As its jar says, or as the jar is named. */
    private static String version(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion())
                .orElseGet(() -> jarOf(type).replaceFirst("^\\D*", "").replaceFirst("\\.jar$", ""));
    }

    private static String jarOf(Class<?> type) {
        String location =
                type.getProtectionDomain().getCodeSource().getLocation().getPath();
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
