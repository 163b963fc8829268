package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void theMoreImagesThereAreTheFewerCopiesAHeadSees() {
        assertThat(copies(10, null, null)).isEqualTo(2);
        assertThat(copies(3000, null, null)).isEqualTo(2);
        assertThat(copies(3001, null, null)).isEqualTo(1);
        assertThat(copies(6001, null, null)).isZero();
    }

    @Test
    void whatIsAskedForGoesBeforeThat() {
        assertThat(copies(7000, null, 3)).isEqualTo(3);
        assertThat(copies(7000, true, null)).isEqualTo(2);
        assertThat(copies(10, false, null)).isZero();
        assertThat(copies(10, null, 0)).isZero();
    }

    private static int copies(int examples, @Nullable Boolean augment, @Nullable Integer copies) {
        Settings settings = new Settings(Preset.HEAD, 1, 1, null, null, null, augment, copies, null, null, null, null);
        return Recipe.ofHead(settings, examples).copies();
    }
}
