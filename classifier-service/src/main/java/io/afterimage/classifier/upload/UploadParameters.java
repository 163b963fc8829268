package io.afterimage.classifier.upload;

import com.google.protobuf.ByteString;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Times;
import io.afterimage.events.v1.ImageEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says beside the image. Pure.
 *
 * @param source where the image comes from
 * @param waitFor how long to wait for the label, at most {@link #LONGEST_WAIT}; zero: not at all
 * @param continuous whether the source's images show one scene and keep their order
 * @param capturedAt when the picture was taken
 * @param timeToLive after which it is not worth inference
 * @param attributes the client's own names and values
 */
public record UploadParameters(
        String source,
        Duration waitFor,
        boolean continuous,
        Optional<Instant> capturedAt,
        Optional<Duration> timeToLive,
        Map<String, String> attributes) {
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final String ATTRIBUTE = "attribute.";
    private static final int LONGEST_ECHO = 40;

    /**
     * Reads parameters as they stand in a query or a form.
     *
     * @throws RefusedException if one is unknown, given twice, or not of its form
     */
    public static UploadParameters parse(Iterable<Map.Entry<String, String>> given) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, String> parameter : given) {
            String name = parameter.getKey();
            boolean attribute = name.startsWith(ATTRIBUTE);
            String key = attribute ? name.substring(ATTRIBUTE.length()) : name;
            if ((attribute ? attributes : values).put(key, parameter.getValue()) != null) {
                throw invalid(shorten(name) + ": given twice");
            }
        }
        UploadParameters parameters = of(values, Map.copyOf(attributes));
        values.keySet().stream().findFirst().ifPresent(name -> {
            throw invalid(shorten(name) + ": unknown; there are source, wait, continuous, captured_at, time_to_live"
                    + " and attribute.NAME");
        });
        return parameters;
    }

    /** Takes what it knows out of the values. */
    private static UploadParameters of(Map<String, String> values, Map<String, String> attributes) {
        return new UploadParameters(
                Optional.ofNullable(values.remove("source")).orElse("upload"),
                Optional.ofNullable(values.remove("wait"))
                        .map(UploadParameters::waitFor)
                        .orElse(Duration.ZERO),
                Optional.ofNullable(values.remove("continuous"))
                        .map(UploadParameters::flag)
                        .orElse(false),
                Optional.ofNullable(values.remove("captured_at")).map(UploadParameters::instant),
                Optional.ofNullable(values.remove("time_to_live")).map(text -> duration("time_to_live", text)),
                attributes);
    }

    /**
     * The event of an image.
     *
     * @throws RefusedException if it breaks a rule of {@link ImageEvents}
     */
    ImageEvent event(String id, ByteString data, String mediaType) {
        ImageEvent.Builder event = ImageEvent.newBuilder()
                .setId(id)
                .setSource(source)
                .setContinuous(continuous)
                .setData(data)
                .setMediaType(mediaType)
                .putAllAttributes(attributes);
        capturedAt.ifPresent(at -> event.setCapturedAt(Times.timestamp(at)));
        timeToLive.ifPresent(ttl -> event.setTimeToLive(com.google.protobuf.Duration.newBuilder()
                .setSeconds(ttl.getSeconds())
                .setNanos(ttl.getNano())));
        ImageEvent built = event.build();
        ImageEvents.check(built).ifPresent(rejection -> {
            throw invalid(rejection.detail());
        });
        return built;
    }

    private static Duration waitFor(String text) {
        Duration wait = duration("wait", text);
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw invalid("wait: 0 to " + LONGEST_WAIT.toSeconds() + " s are allowed");
        }
        return wait;
    }

    private static Duration duration(String name, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> invalid(name + ": a time such as 5s, 500ms, 2m or PT5S is needed"));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("continuous: true or false is needed");
        };
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("captured_at: a time such as 2026-01-31T12:00:00Z is needed (RFC 3339)");
        }
    }

    private static String shorten(String name) {
        return name.length() <= LONGEST_ECHO ? name : name.substring(0, LONGEST_ECHO) + "…";
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(ProblemType.PARAMETER_INVALID, detail);
    }
}
