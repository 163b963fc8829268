package io.afterimage.events;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.afterimage.events.v1.ImageEvent;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules that an {@link ImageEvent} from outside must keep to. Pure. */
public final class ImageEvents {
    public static final int LONGEST_SOURCE = 256;
    public static final int MOST_ATTRIBUTES = 32;
    public static final int MOST_ATTRIBUTE_CHARACTERS = 1024;

    private static final Pattern UUID_V7 =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ImageEvents() {}

    /** The first rule that the event breaks, or empty if it keeps to all. */
    public static Optional<Rejection> check(ImageEvent event) {
        if (!isId(event.getId())) {
            return invalid("id: not a UUIDv7 in lower-case text form");
        }
        if (!isSource(event.getSource())) {
            return invalid("source: 1 to " + LONGEST_SOURCE + " characters are allowed, and no control characters");
        }
        if (event.getContentCase() == ImageEvent.ContentCase.CONTENT_NOT_SET) {
            return Optional.of(new Rejection(RejectionReason.IMAGE_EMPTY, "neither data nor store_key is given"));
        }
        if (event.hasStoreKey() && !SHA256.matcher(event.getStoreKey()).matches()) {
            return invalid("store_key: not a lower-case hex SHA-256");
        }
        if (event.hasCapturedAt() && !isTime(event.getCapturedAt())) {
            return invalid("captured_at: outside the years 1 to 9999");
        }
        if (event.hasTimeToLive() && !isPositive(event.getTimeToLive())) {
            return invalid("time_to_live: more than 0 and at most 10,000 years are allowed");
        }
        return attributes(event);
    }

    /** Whether the text is a UUIDv7 (RFC 9562) in its canonical lower-case form. */
    public static boolean isId(String id) {
        return UUID_V7.matcher(id).matches();
    }

    /** Whether the text can name a source. */
    public static boolean isSource(String source) {
        return !source.isBlank()
                && source.length() <= LONGEST_SOURCE
                && source.chars().noneMatch(Character::isISOControl);
    }

    /** The range that protobuf's Timestamp allows; beyond it, java.time cannot be sure to follow. */
    private static boolean isTime(Timestamp time) {
        return time.getSeconds() >= -62_135_596_800L
                && time.getSeconds() <= 253_402_300_799L
                && time.getNanos() >= 0
                && time.getNanos() <= 999_999_999;
    }

    private static boolean isPositive(Duration duration) {
        return duration.getSeconds() >= 0
                && duration.getSeconds() <= 315_576_000_000L
                && duration.getNanos() >= 0
                && duration.getNanos() <= 999_999_999
                && (duration.getSeconds() > 0 || duration.getNanos() > 0);
    }

    private static Optional<Rejection> attributes(ImageEvent event) {
        int characters = 0;
        for (var attribute : event.getAttributesMap().entrySet()) {
            characters += attribute.getKey().length() + attribute.getValue().length();
        }
        if (event.getAttributesCount() > MOST_ATTRIBUTES || characters > MOST_ATTRIBUTE_CHARACTERS) {
            return invalid("attributes: at most " + MOST_ATTRIBUTES + " with " + MOST_ATTRIBUTE_CHARACTERS
                    + " characters together are allowed");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> invalid(String detail) {
        return Optional.of(new Rejection(RejectionReason.EVENT_INVALID, detail));
    }
}
