package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.dataset.Snapshot;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presets learn cats and dogs from real photos, split by group; the least accuracy leaves room for one split's luck. */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class PhotoLadderTest {
    private static final int ALL = 100_000;

    @TempDir
    static Path cache;

    @ParameterizedTest
    @CsvSource({
        "head, mobilenetv2-12-rebuilt, 100000, .97",
        "head, mobilenetv2-12-rebuilt, 100, .96",
        "head, mobilenetv2-12-rebuilt, 10, .93",
        "head, squeezenet1.1, 100000, .93",
        "finetune, mobilenetv2-12-rebuilt, 100000, .97"
    })
    void aPretrainedModelLearns(Preset preset, String parent, int most, double least) throws Exception {
        Snapshot snapshot = snapshot(most);
        assertLearns(Settings.of(preset, 1, 2), snapshot, PhotoFolder.parent(parent), least);
    }

    @ParameterizedTest
    @CsvSource({"softmax, 30, .5", "mlp, 15, .57", "cnn, 15, .68"})
    void aNetworkFromScratchLearns(Preset preset, int epochs, double least) throws Exception {
        Settings settings = new Settings(preset, 1, 2, epochs, null, null, null, null, null, null, null, null);
        assertLearns(settings, snapshot(ALL), null, least);
    }

    private static Snapshot snapshot(int most) throws Exception {
        return PhotoFolder.snapshot(PhotoFolder.DATA.resolve("cats-dogs"), 1, most);
    }

    private static void assertLearns(Settings settings, Snapshot snapshot, byte @Nullable [] parent, double least)
            throws Exception {
        Tuned tuned = new FineTuner(settings, new Cache(cache, 8L << 30), any -> {}).tune(snapshot, parent);
        double accuracy = PhotoFolder.accuracy(tuned.file(), snapshot);
        System.out.printf(
                Locale.ROOT,
                "%s: %.3f of unseen photos, trained with %s, seconds %s%n",
                settings.preset().label(),
                accuracy,
                tuned.report().training(),
                tuned.report().seconds());
        assertThat(accuracy).isGreaterThan(least);
    }
}
