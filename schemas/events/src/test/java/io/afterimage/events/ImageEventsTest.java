package io.afterimage.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.ImageEvent;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageEventsTest {
    private static final String ID = "0190a8b4-7c00-7abc-8def-0123456789ab";

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("id", event -> event.setId("4711")),
                broken("id", event -> event.setId(ID.toUpperCase(Locale.ROOT))),
                broken("id", event -> event.setId(ID.replace("-7abc", "-4abc"))),
                broken("source", ImageEvent.Builder::clearSource),
                broken("source", event -> event.setSource("a\u001b[2Jb")),
                broken("source", event -> event.setSource("x".repeat(10_000))),
                broken("store_key", event -> event.setStoreKey("../../etc/passwd")),
                broken(
                        "captured_at",
                        event -> event.setCapturedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))),
                broken(
                        "time_to_live",
                        event -> event.setTimeToLive(Duration.newBuilder().setSeconds(Long.MAX_VALUE))),
                broken("time_to_live", event -> event.setTimeToLive(Duration.getDefaultInstance())),
                broken("attributes", event -> event.putAttributes("k", "v".repeat(2000))));
    }

    @Test
    void anEventThatKeepsToTheRulesIsLetThrough() {
        assertThat(ImageEvents.check(sound().build())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aBrokenRuleIsNamedByItsField(String field, UnaryOperator<ImageEvent.Builder> change) {
        ImageEvent event = change.apply(sound()).build();

        assertThat(ImageEvents.check(event)).hasValueSatisfying(rejection -> {
            assertThat(rejection.reason()).isEqualTo(RejectionReason.EVENT_INVALID);
            assertThat(rejection.detail()).startsWith(field + ":");
        });
    }

    @Test
    void anEventWithoutAnImageIsEmpty() {
        assertThat(ImageEvents.check(sound().clearContent().build()))
                .map(Rejection::reason)
                .contains(RejectionReason.IMAGE_EMPTY);
    }

    @Test
    void aDetailCanNeitherSteerATerminalNorFillADisk() {
        Rejection rejection = new Rejection(RejectionReason.EVENT_INVALID, "\u001b[31m\n" + "x".repeat(5000));

        assertThat(rejection.detail()).hasSize(500).doesNotContainPattern("\\p{Cntrl}");
    }

    private static Arguments broken(String field, UnaryOperator<ImageEvent.Builder> change) {
        return Arguments.of(field, change);
    }

    private static ImageEvent.Builder sound() {
        return ImageEvent.newBuilder().setId(ID).setSource("gate-1").setData(ByteString.copyFromUtf8("bytes"));
    }
}
