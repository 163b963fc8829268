package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.dataset.Snapshot;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A head learns cats and dogs from real photos, split by group; the least accuracy leaves room for one split's luck. */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class PhotoLadderTest {
    @TempDir
    static Path cache;

    /** @param most examples of a class, outside of the test side */
    @ParameterizedTest
    @CsvSource({"mobilenetv2-12-rebuilt, 100000, .96", "mobilenetv2-12-rebuilt, 10, .93", "squeezenet1.1, 100000, .92"})
    void theHeadOfAPretrainedModelLearns(String parent, int most, double least) throws Exception {
        learns(parent, PhotoFolder.snapshot(PhotoFolder.DATA.resolve("cats-dogs"), 1, most), least);
    }

    @Test
    void wrongLabelsAreSeenThrough() throws Exception {
        Snapshot snapshot = PhotoFolder.snapshot(PhotoFolder.DATA.resolve("cats-dogs"), 1, 100000);
        learns("mobilenetv2-12-rebuilt", PhotoFolder.withWrong(snapshot, .4, 1), .93);
    }

    private static void learns(String parent, Snapshot snapshot, double least) throws Exception {
        Tuned tuned = new FineTuner(Settings.of(Preset.HEAD, 1, 2), new Cache(cache, 8L << 30), any -> {})
                .tune(snapshot, PhotoFolder.parent(parent));
        double accuracy = PhotoFolder.accuracy(tuned.file(), snapshot, "cat", "dog");
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f of unseen photos, trained with %s, seconds %s%n",
                parent,
                accuracy,
                tuned.report().training(),
                tuned.report().seconds());
        assertThat(accuracy).isGreaterThan(least);
    }
}
