package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the build made, run by its command on a folder of its own, with the models and images in the folder that {@code
 * -Dafterimage.shared} names. For long tests.
 */
final class RealStack {
    static final Path DATA =
            Path.of(System.getProperty("afterimage.shared", "")).resolve("data");
    static final Path LABELS = DATA.resolve("models/imagenet_labels.txt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installed afterimage =
            new Installed(Path.of("../..").toAbsolutePath().normalize());
    private final Path folder;

    RealStack(Path folder) {
        this.folder = folder;
    }

    /** Starts it with a model of ImageNet. */
    void up(String model) throws IOException {
        Installed.Ended up = run(
                "up",
                "--detach",
                "--port",
                Integer.toString(Installed.freePorts()),
                "--model",
                model(model),
                "--labels",
                LABELS.toString(),
                "--preset",
                "imagenet");
        assertThat(up.code())
                .as("%s%n%s", up.output(), Files.readString(folder.resolve("logs/supervisor.log")))
                .isZero();
    }

    void down() {
        run("down");
    }

    static String model(String name) {
        return DATA.resolve("models").resolve(name).toString();
    }

    Installed.Ended run(String... arguments) {
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                .toList();
        try {
            return afterimage.run(all.toArray(String[]::new));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The objects that a command prints. */
    static List<JsonNode> json(Installed.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(RealStack::parse)
                .toList();
    }

    /** Sends folders and waits until each image is answered; the images' paths by id. */
    Map<String, String> feed(Path... folders) {
        Stream<String> paths = Stream.of(folders).map(Path::toString);
        String[] arguments = Stream.of(Stream.of("feed"), paths, Stream.of("--wait", "--json"))
                .flatMap(part -> part)
                .toArray(String[]::new);
        return json(run(arguments)).stream()
                .collect(Collectors.toMap(line -> line.get("id").asText(), line -> line.get("path")
                        .asText()));
    }

    /** All labels by id. Fails if there are more, or fewer, or two for one id. */
    Map<String, JsonNode> labels(int count) {
        Map<String, JsonNode> labels = new HashMap<>();
        json(run("watch", "--count", Integer.toString(count), "--timeout", "60", "--json"))
                .forEach(label ->
                        assertThat(labels.put(label.get("id").asText(), label)).isNull());
        assertThat(labels).hasSize(count);
        Installed.Ended oneMore = run("watch", "--count", Integer.toString(count + 1), "--timeout", "5", "--json");
        assertThat(oneMore.code()).as("there is no further label").isEqualTo(1);
        return labels;
    }

    StackFile.Pid classifier() throws IOException {
        return StackFile.read(folder).orElseThrow().services().stream()
                .filter(service -> service.name().equals("classifier"))
                .findFirst()
                .orElseThrow()
                .process();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
