package io.afterimage.classifier.upload;

import io.afterimage.classifier.upload.answer.Problem;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.classifier.upload.answer.RefusedException;
import io.afterimage.events.RejectionReason;
import io.afterimage.model.image.ImageFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as it was received.
 *
 * @param bytes the encoded file
 * @param mediaType what the client says it is; empty where it does not say
 */
public record UploadedImage(byte[] bytes, String mediaType) {
    private static final Pattern IMAGE_TYPE = Pattern.compile("image/[a-z0-9][a-z0-9.+-]{0,60}");

    /**
     * The image that a body is.
     *
     * @param contentType the header as it came; what names no image type is left out, as it is only a hint
     */
    public static UploadedImage of(Body body, String contentType) {
        String type = contentType.split(";", 2)[0].strip();
        return new UploadedImage(body.bytes(), IMAGE_TYPE.matcher(type).matches() ? type : "");
    }

    /** Refuses at the door what no classifier could decode. Looks at the first bytes only. */
    void requireDecodable() {
        if (bytes.length == 0) {
            throw new RefusedException(ProblemType.IMAGE_EMPTY, "send the image file as the body");
        }
        Optional<ImageFormat> format = ImageFormat.sniff(bytes, 0, bytes.length);
        if (format.isEmpty()) {
            throw unsupported(RejectionReason.FORMAT_UNKNOWN, "the first bytes are of no known image format");
        }
        if (!format.get().decodable()) {
            throw unsupported(RejectionReason.FORMAT_UNSUPPORTED, format.get().label() + " is not decoded: convert it");
        }
    }

    private static RefusedException unsupported(RejectionReason reason, String detail) {
        return new RefusedException(
                new Problem(ProblemType.IMAGE_UNSUPPORTED, detail, Map.of("reason", reason.name())));
    }
}
