package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real classifier with odd, broken and hostile images: those in the folder that {@code -Dafterimage.shared} names,
 * and two PNGs of 30,000 x 30,000 pixels, one inside its event and one in the store. A long test, as {@link PhotosTest}.
 */
@Tag("long")
@EnabledOnOs(value = OS.LINUX, disabledReason = "the peak of a process's memory is read from /proc")
class OddImagesTest {
    private static final Path DATA =
            Path.of(System.getProperty("afterimage.shared", "")).resolve("data");
    private static final Path MODELS = DATA.resolve("models");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HUGE = 30_000;
    private static final long MOST_KIBIBYTES = 1536 * 1024;

    private final Installed afterimage =
            new Installed(Path.of("../..").toAbsolutePath().normalize());

    @TempDir
    private Path folder = Path.of("");

    @TempDir
    private Path bombs = Path.of("");

    @BeforeEach
    void up() throws Exception {
        Installed.Ended up = run(
                "up",
                "--detach",
                "--port",
                Integer.toString(Installed.freePorts()),
                "--model",
                MODELS.resolve("squeezenet1.1.onnx").toString(),
                "--labels",
                MODELS.resolve("imagenet_labels.txt").toString(),
                "--preset",
                "imagenet");
        assertThat(up.code())
                .as("%s%n%s", up.output(), Files.readString(folder.resolve("logs/supervisor.log")))
                .isZero();
    }

    @AfterEach
    void down() throws Exception {
        run("down");
    }

    @Test
    void eachHasOneOutcomeAndTheClassifierLivesOnWithinItsMemory() throws Exception {
        HugePng.write(bombs.resolve("huge-1-bit.png"), HUGE, 1);
        HugePng.write(bombs.resolve("huge-rgb.png"), HUGE, 24);
        StackFile.Pid classifier = classifier();

        Map<String, String> sent = feed();
        Map<String, String> reasons = deadLetters();
        Set<String> labels = labels(sent.size() - reasons.size());

        Set<String> answered = new HashSet<>(labels);
        answered.addAll(reasons.keySet());
        assertThat(answered).isEqualTo(sent.keySet());
        assertThat(answered).as("none has both").hasSize(labels.size() + reasons.size());
        print(sent, labels, reasons);
        assertThat(sent.entrySet())
                .filteredOn(image -> image.getValue().contains("huge-"))
                .hasSize(2)
                .allSatisfy(image -> assertThat(reasons).containsEntry(image.getKey(), "DIMENSIONS_TOO_LARGE"));
        assertThat(classifier()).as("it never died").isEqualTo(classifier);
        long peak = peakKibibytes(classifier);
        System.out.println("odd images: peak memory of the classifier " + peak / 1024 + " MiB");
        assertThat(peak).isLessThan(MOST_KIBIBYTES);
    }

    /** Sends all and waits until each is answered; their paths by id. */
    private Map<String, String> feed() {
        Installed.Ended fed = run("feed", DATA.resolve("odd-images").toString(), bombs.toString(), "--wait", "--json");
        List<JsonNode> lines = json(fed);
        assertThat(lines).as(fed.output()).hasSizeGreaterThan(300);
        return lines.stream().collect(Collectors.toMap(line -> line.get("id").asText(), line -> line.get("path")
                .asText()));
    }

    /** The reason by id. Fails on a second dead letter for one id. */
    private Map<String, String> deadLetters() {
        Map<String, String> reasons = new HashMap<>();
        json(run("deadletters", "--json")).forEach(letter -> assertThat(reasons.put(
                        letter.get("id").asText(), letter.get("reason").asText()))
                .isNull());
        return reasons;
    }

    /** The ids of all labels. Fails if there are more, or fewer. */
    private Set<String> labels(int count) {
        List<String> ids = new ArrayList<>();
        json(run("watch", "--count", Integer.toString(count), "--timeout", "60", "--json"))
                .forEach(label -> ids.add(label.get("id").asText()));
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();
        Installed.Ended oneMore = run("watch", "--count", Integer.toString(count + 1), "--timeout", "5", "--json");
        assertThat(oneMore.code()).as("there is no further label").isEqualTo(1);
        return new HashSet<>(ids);
    }

    private static void print(Map<String, String> sent, Set<String> labels, Map<String, String> reasons) {
        Map<String, Long> outcomes = reasons.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        System.out.println(
                "odd images: " + sent.size() + " sent, " + labels.size() + " labels, dead letters " + outcomes);
    }

    private StackFile.Pid classifier() throws IOException {
        return StackFile.read(folder).orElseThrow().services().stream()
                .filter(service -> service.name().equals("classifier"))
                .findFirst()
                .orElseThrow()
                .process();
    }

    private static long peakKibibytes(StackFile.Pid process) throws IOException {
        long pid = process.handle().orElseThrow().pid();
        String peak = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", ""));
    }

    private static List<JsonNode> json(Installed.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(OddImagesTest::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Installed.Ended run(String... arguments) {
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--data", folder.toString()))
                .toList();
        try {
            return afterimage.run(all.toArray(String[]::new));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
