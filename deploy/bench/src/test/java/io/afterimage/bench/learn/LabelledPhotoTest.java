package io.afterimage.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.bench.learn.LabelledPhoto.Part;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledPhotoTest {
    private static final int EACH = 200;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void write() throws IOException {
        for (String label : List.of("cat", "dog")) {
            Path own = Files.createDirectories(folder.resolve(label));
            for (int i = 0; i < EACH; i++) {
                Files.writeString(own.resolve("ar_" + i + ".jpg"), label + i);
            }
            Files.writeString(own.resolve("ch_7.jpg"), label + " 7, encoded again");
            Files.writeString(own.resolve("once more.jpg"), label + "8");
        }
        Files.writeString(folder.resolve("manifest.csv"), "not a photo");
    }

    @Test
    void eachPhotoIsTakenOnceWithTheNameOfItsFolder() {
        List<LabelledPhoto> photos = LabelledPhoto.in(folder, Integer.MAX_VALUE, 1);

        assertThat(photos)
                .hasSize(2 * (EACH + 1))
                .extracting(LabelledPhoto::sha256)
                .doesNotHaveDuplicates();
        assertThat(photos).extracting(LabelledPhoto::label).containsOnly("cat", "dog");
    }

    @Test
    void copiesOfAPhotoAreNeverSplitAndAnotherSeedSplitsOtherwise() {
        List<LabelledPhoto> photos = LabelledPhoto.in(folder, Integer.MAX_VALUE, 1);

        for (int seed = 1; seed < 20; seed++) {
            long split = seed;
            assertThat(photos.stream()
                            .filter(photo -> photo.group().equals("cat/7.jpg"))
                            .map(photo -> photo.part(split)))
                    .hasSize(2)
                    .containsOnly(photos.stream()
                            .filter(photo -> photo.group().equals("cat/7.jpg"))
                            .findFirst()
                            .orElseThrow()
                            .part(split));
        }
        assertThat(tested(photos, 1)).isNotEqualTo(tested(photos, 2));
        assertThat(tested(photos, 1)).hasSizeBetween(40, 120);
    }

    @Test
    void oneFolderAloneIsRefused() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> LabelledPhoto.in(folder.resolve("cat"), 10, 1))
                .withMessageContaining("two folders");
    }

    private static List<String> tested(List<LabelledPhoto> photos, long seed) {
        return photos.stream()
                .filter(photo -> photo.part(seed) == Part.TEST)
                .map(LabelledPhoto::sha256)
                .sorted()
                .toList();
    }
}
