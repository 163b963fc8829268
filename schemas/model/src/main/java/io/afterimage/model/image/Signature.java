package io.afterimage.model.image;

/** First bytes that give a format away, in hex digits; a question mark stands for any digit. */
final class Signature {
    private final ImageFormat format;
    private final byte[] values;
    private final byte[] masks;

    Signature(ImageFormat format, String pattern) {
        this.format = format;
        values = new byte[pattern.length() / 2];
        masks = new byte[values.length];
        for (int i = 0; i < pattern.length(); i++) {
            int digit = Character.digit(pattern.charAt(i), 16);
            int shift = i % 2 == 0 ? 4 : 0;
            if (digit >= 0) {
                values[i / 2] |= (byte) (digit << shift);
                masks[i / 2] |= (byte) (0xF << shift);
            }
        }
    }

    ImageFormat format() {
        return format;
    }

    boolean matches(EncodedBytes image) {
        if (image.length() < values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if ((image.at(i) & masks[i]) != values[i]) {
                return false;
            }
        }
        return true;
    }
}
