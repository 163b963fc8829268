package io.afterimage.classifier.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.v1.ImageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadParametersTest {
    @Test
    void withoutAnyTheSourceIsTheUploadAndNothingIsWaitedFor() {
        UploadParameters parameters = UploadParameters.parse(List.of());

        assertThat(parameters.source()).isEqualTo("upload");
        assertThat(parameters.waitFor()).isZero();
        assertThat(parameters.continuous()).isFalse();
        assertThat(parameters.capturedAt()).isEmpty();
        assertThat(parameters.timeToLive()).isEmpty();
        assertThat(parameters.attributes()).isEmpty();
    }

    @Test
    void allOfThemReachTheEvent() {
        UploadParameters parameters = UploadParameters.parse(List.of(
                Map.entry("source", "door"),
                Map.entry("continuous", "true"),
                Map.entry("captured_at", "2026-01-31T13:00:00+01:00"),
                Map.entry("time_to_live", "2m"),
                Map.entry("attribute.order", "4711")));

        ImageEvent event = parameters.event(TestImages.id(), ByteString.copyFrom(new byte[1]), "image/png");

        assertThat(event.getSource()).isEqualTo("door");
        assertThat(event.getContinuous()).isTrue();
        assertThat(event.getCapturedAt().getSeconds())
                .isEqualTo(Instant.parse("2026-01-31T12:00:00Z").getEpochSecond());
        assertThat(event.getTimeToLive().getSeconds()).isEqualTo(120);
        assertThat(event.getAttributesMap()).containsEntry("order", "4711");
        assertThat(event.getMediaType()).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource({"5, 5000", "5s, 5000", "500ms, 500", "PT5S, 5000", "pt0.5s, 500", "0, 0", "30s, 30000"})
    void aWaitIsWrittenInSeveralWays(String text, long millis) {
        assertThat(UploadParameters.parse(List.of(Map.entry("wait", text))).waitFor())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"wait, 1m", "wait, 99999999999999999999", "wait, PT1E9S", "wait, ''", "wait, 5 s", "captured_at, 5"})
    void whatIsNotOfItsFormIsRefused(String name, String text) {
        assertThatThrownBy(() -> UploadParameters.parse(List.of(Map.entry(name, text))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PARAMETER_INVALID: " + name + ": ");
    }

    @Test
    void aLongUnknownNameIsNotRepeatedWhole() {
        assertThatThrownBy(() -> UploadParameters.parse(List.of(Map.entry("x".repeat(10_000), ""))))
                .isInstanceOf(RefusedException.class)
                .message()
                .hasSizeLessThan(300);
    }

    @Test
    void tooManyAttributesBreakTheEventsRule() {
        UploadParameters parameters = UploadParameters.parse(IntStream.range(0, 33)
                .mapToObj(i -> Map.entry("attribute." + i, "x"))
                .collect(Collectors.toList()));

        assertThatThrownBy(() -> parameters.event(TestImages.id(), ByteString.copyFrom(new byte[1]), ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("attributes: at most 32");
    }
}
