package io.afterimage.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret that every call which changes something must bring (RFC 6750). Without one, no such call is answered. */
public final class Token {
    private static final int SHORTEST = 16;
    private static final String BEARER = "Bearer ";

    private final Optional<String> token;

    private Token(Optional<String> token) {
        this.token = token;
    }

    /** What a call brought. */
    public enum Check {
        RIGHT,
        /** None, or another. */
        WRONG,
        /** There is no token that a call could bring. */
        NONE_SET
    }

    /**
     * Reads the token.
     *
     * @throws IllegalArgumentException if it is too short to be a secret
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Token of(Optional<Path> file) {
        return new Token(file.map(Token::read));
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (token.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "afterimage.http.token-file " + file + ": at least " + SHORTEST + " characters are needed");
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read afterimage.http.token-file " + file, e);
        }
    }

    /**
     * Whether a request carries it, in a time that does not tell how much of it was right.
     *
     * @param authorization the header's value; null where there is none
     */
    public Check check(@Nullable String authorization) {
        if (token.isEmpty()) {
            return Check.NONE_SET;
        }
        return authorization != null
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                        && same(
                                token.get(),
                                authorization.substring(BEARER.length()).strip())
                ? Check.RIGHT
                : Check.WRONG;
    }

    /** In a time that tells nothing of where they differ. */
    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
