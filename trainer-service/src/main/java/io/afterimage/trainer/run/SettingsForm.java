package io.afterimage.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Settings as people give them, in JSON: what is left out is the preset's, or the trainer's.
 *
 * @param preset in any case
 */
public record SettingsForm(
        @Nullable String preset,
        @Nullable Long seed,
        @Nullable Integer threads,
        @Nullable Integer epochs,
        @Nullable Double rate,
        @Nullable Integer blocks,
        @Nullable Boolean augment,
        @Nullable Integer copies,
        @Nullable Double mixup,
        @Nullable Double dropout,
        @Nullable Double labelSmoothing,
        @Nullable Integer side) {
    /** Nothing is given. */
    public static final SettingsForm EMPTY =
            new SettingsForm(null, null, null, null, null, null, null, null, null, null, null, null);

    /**
     * Reads a form.
     *
     * @param json an object; empty for nothing given
     * @throws IllegalArgumentException if it is none; the message is one line
     */
    public static SettingsForm read(String json) {
        if (json.isBlank()) {
            return EMPTY;
        }
        try {
            SettingsForm form = Json.STRICT.readValue(json, SettingsForm.class);
            return Objects.requireNonNullElse(form, EMPTY);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the settings are no JSON object of known settings: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /**
     * The settings of a run. Without a seed it is a new one each time, which is kept with the run.
     *
     * @param usual preset where none is given
     * @param usualThreads where none are given
     * @throws IllegalArgumentException if one is out of its range; the message is one line
     */
    public Settings settings(Preset usual, int usualThreads, InstantSource clock) {
        return new Settings(
                preset == null ? usual : named(preset),
                seed == null ? clock.millis() : seed,
                threads == null ? usualThreads : threads,
                epochs,
                rate,
                blocks,
                augment,
                copies,
                mixup,
                dropout,
                labelSmoothing,
                side);
    }

    private static Preset named(String name) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no preset of that name; there are "
                        + Arrays.stream(Preset.values()).map(Preset::label).collect(Collectors.joining(", "))));
    }
}
