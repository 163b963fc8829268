package io.afterimage.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    private static final int HUGE = 30_000;
    private static final long MOST_KIBIBYTES = 1536 * 1024;

    @TempDir
    private Path bombs = Path.of("");

    private final RealStack stack;

    OddImagesTest(@TempDir Path folder) {
        stack = new RealStack(folder);
    }

    @BeforeEach
    void up() throws IOException {
        stack.up("squeezenet1.1.onnx");
    }

    @AfterEach
    void down() {
        stack.down();
    }

    @Test
    void eachHasOneOutcomeAndTheClassifierLivesOnWithinItsMemory() throws Exception {
        HugePng.write(bombs.resolve("huge-1-bit.png"), HUGE, 1);
        HugePng.write(bombs.resolve("huge-rgb.png"), HUGE, 24);
        StackFile.Pid classifier = stack.classifier();

        Map<String, String> sent = stack.feed(RealStack.DATA.resolve("odd-images"), bombs);
        assertThat(sent).hasSizeGreaterThan(300);
        Map<String, String> reasons = deadLetters();
        Set<String> labels = stack.labels(sent.size() - reasons.size()).keySet();

        Set<String> answered = new HashSet<>(labels);
        answered.addAll(reasons.keySet());
        assertThat(answered).isEqualTo(sent.keySet());
        assertThat(answered).as("none has both").hasSize(labels.size() + reasons.size());
        print(sent, labels, reasons);
        assertThat(sent.entrySet())
                .filteredOn(image -> image.getValue().contains("huge-"))
                .hasSize(2)
                .allSatisfy(image -> assertThat(reasons).containsEntry(image.getKey(), "DIMENSIONS_TOO_LARGE"));
        assertThat(stack.classifier()).as("it never died").isEqualTo(classifier);
        long peak = peakKibibytes(classifier);
        System.out.println("odd images: peak memory of the classifier " + peak / 1024 + " MiB");
        assertThat(peak).isLessThan(MOST_KIBIBYTES);
    }

    /** The reason by id. Fails on a second dead letter for one id. */
    private Map<String, String> deadLetters() {
        Map<String, String> reasons = new HashMap<>();
        RealStack.json(stack.run("deadletters", "--json")).forEach(letter -> assertThat(reasons.put(
                        letter.get("id").asText(), letter.get("reason").asText()))
                .isNull());
        return reasons;
    }

    private static void print(Map<String, String> sent, Set<String> labels, Map<String, String> reasons) {
        Map<String, Long> outcomes = reasons.values().stream()
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
        System.out.println(
                "odd images: " + sent.size() + " sent, " + labels.size() + " labels, dead letters " + outcomes);
    }

    private static long peakKibibytes(StackFile.Pid process) throws IOException {
        long pid = process.handle().orElseThrow().pid();
        String peak = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", ""));
    }
}
