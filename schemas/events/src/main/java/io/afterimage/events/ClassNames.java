package io.afterimage.events;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a class may be called. Pure. */
public final class ClassNames {
    /** Most characters of a class's name. */
    public static final int LONGEST = 200;

    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

    private ClassNames() {}

    /**
     * The name as it is kept: composed (NFC), without spaces at its ends and with single ones inside.
     *
     * @return empty where no class may be called so: nothing is left, it is longer than {@value #LONGEST} characters, or it
     *     holds what cannot be seen, such as a control character
     */
    public static Optional<String> tidy(String name) {
        if (name.length() > 4 * LONGEST || name.codePoints().anyMatch(ClassNames::isUnseen)) {
            return Optional.empty();
        }
        String tidy = SPACES.matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
        return tidy.isEmpty() || tidy.length() > LONGEST ? Optional.empty() : Optional.of(tidy);
    }

    /** What two names share that differ only in case or in how a character is written; of tidy names. */
    public static String key(String tidy) {
        return Normalizer.normalize(tidy, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
