package io.afterimage.cli.output;

/** Text from outside, made fit for a terminal. */
public final class Printable {
    private Printable() {}

    /** The text with what could steer a terminal or turn its direction replaced. */
    public static String clean(String text) {
        return text.codePoints()
                .map(c -> steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
