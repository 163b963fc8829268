package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.dataset.Snapshot;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What knows cats and dogs learns hot dogs from thirty photos, and forgets nothing. */
@Tag("long")
@EnabledIfSystemProperty(named = "afterimage.shared", matches = ".+")
class NewClassTest {
    private static final int HOT_DOGS = 30;

    @TempDir
    Path cache;

    @Test
    void aFewPhotosOfANewClassAreEnough() throws Exception {
        Snapshot known = PhotoFolder.snapshot(PhotoFolder.DATA.resolve("cats-dogs"), 1, 300);
        Snapshot more = PhotoFolder.and(known, PhotoFolder.DATA.resolve("hotdog/hot_dog"), HOT_DOGS, 1);
        byte[] live = tune(known, PhotoFolder.parent("mobilenetv2-12-rebuilt"));

        byte[] candidate = tune(more, live);

        double before = PhotoFolder.accuracy(live, known, "cat", "dog");
        double after = PhotoFolder.accuracy(candidate, more, "cat", "dog");
        double recall = PhotoFolder.accuracy(candidate, more, "hot_dog");
        System.out.printf(Locale.ROOT, "cats and dogs %.3f, then %.3f; hot dogs %.3f%n", before, after, recall);
        assertThat(recall).isGreaterThanOrEqualTo(.9);
        assertThat(after).isGreaterThanOrEqualTo(before - .01);
    }

    private byte[] tune(Snapshot snapshot, byte[] parent) throws Exception {
        return new FineTuner(Settings.of(Preset.HEAD, 1, 2), new Cache(cache, 1L << 30), any -> {})
                .tune(snapshot, parent)
                .file();
    }
}
