package io.afterimage.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.events.v1.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final SnapshotEntry CAT = entry("aa", "cat");
    private static final SnapshotEntry DOG = entry("bb", "dog");

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() throws IOException {
        Snapshot written = Snapshot.of(List.of(CAT, DOG));

        written.write(folder.resolve("snapshot.json"));

        assertThat(Snapshot.read(folder.resolve("snapshot.json"))).isEqualTo(written);
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void isTheSameWhateverTheOrderOfItsEntries() {
        assertThat(Snapshot.of(List.of(DOG, CAT))).isEqualTo(Snapshot.of(List.of(CAT, DOG)));
        assertThat(Snapshot.of(List.of(DOG, CAT)).classes()).containsExactly("cat", "dog");
    }

    @Test
    void hasAnotherHashForAnotherLabelButNotForAnotherPlace() {
        SnapshotEntry elsewhere = new SnapshotEntry(
                CAT.sha256(), Path.of("elsewhere"), "cat", CAT.source(), CAT.group(), CAT.side(), CAT.firstSeen());

        assertThat(Snapshot.of(List.of(elsewhere)).hash())
                .isEqualTo(Snapshot.of(List.of(CAT)).hash())
                .isNotEqualTo(Snapshot.of(List.of(entry("aa", "dog"))).hash());
    }

    @Test
    void ofWhichAnEntryWasChangedIsRefused() throws IOException {
        Path file = folder.resolve("snapshot.json");
        Snapshot.of(List.of(CAT)).write(file);
        Files.writeString(file, Files.readString(file).replace("\"cat\",\"source\"", "\"dog\",\"source\""));

        assertThatThrownBy(() -> Snapshot.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed");
    }

    private static SnapshotEntry entry(String sha256, String label) {
        return new SnapshotEntry(
                sha256,
                Path.of("/data", sha256),
                label,
                "door",
                "g1",
                Side.TRAIN,
                Instant.parse("2026-01-02T03:04:05.678Z"));
    }
}
