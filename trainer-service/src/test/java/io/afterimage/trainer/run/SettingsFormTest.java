package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFormTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(77));

    @Test
    void whatIsLeftOutIsTheTrainers() {
        assertThat(settings("")).isEqualTo(Settings.of(Preset.AUTO, 77, 3));
        assertThat(settings("{}")).isEqualTo(Settings.of(Preset.AUTO, 77, 3));
    }

    @Test
    void whatIsGivenCounts() {
        Settings settings = settings("{\"preset\":\"CNN\",\"seed\":5,\"label_smoothing\":0.1,\"augment\":false}");
        assertThat(settings.preset()).isEqualTo(Preset.CNN);
        assertThat(settings.seed()).isEqualTo(5);
        assertThat(settings.labelSmoothing()).isEqualTo(.1);
        assertThat(settings.augment()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "\"head\"",
                "{\"preset\":\"magic\"}",
                "{\"epoch\":3}",
                "{\"epochs\":0}",
                "{\"rate\":-1}",
                "{\"rate\":\"NaN\"}",
                "{\"threads\":1000}",
                "{\"blocks\":4}"
            })
    void whatMakesNoSenseIsRefusedInOneLine(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(json))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    private static Settings settings(String json) {
        return SettingsForm.read(json).settings(Preset.AUTO, 3, CLOCK);
    }
}
