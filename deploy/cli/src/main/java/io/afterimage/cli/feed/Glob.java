package io.afterimage.cli.feed;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern as shells know it. {@code **} crosses folders, and {@code **}{@code /} also stands for none at all, which
 * Java's own globs do not know.
 *
 * @param base the folder to search: all that comes before the first special character
 * @param matchers what a path below the base has to match, any of them
 */
record Glob(Path base, List<PathMatcher> matchers) {
    private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");
    private static final int MOST_VARIANTS = 64;

    /** Whether the text holds a special character. */
    static boolean isOne(String text) {
        return SPECIAL.matcher(text).find();
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Glob of(String text) {
        Matcher special = SPECIAL.matcher(text);
        int first = special.find() ? special.start() : text.length();
        int cut = text.lastIndexOf('/', first) + 1;
        List<String> variants = new ArrayList<>(List.of(text.substring(cut)));
        for (int i = 0; i < variants.size() && variants.size() < MOST_VARIANTS; i++) {
            variants.addAll(withoutOneFolder(variants.get(i)));
        }
        return new Glob(
                Path.of(text.substring(0, cut)),
                variants.stream()
                        .distinct()
                        .map(variant -> FileSystems.getDefault().getPathMatcher("glob:" + variant))
                        .toList());
    }

    boolean matches(Path file) {
        Path below = base.relativize(file);
        return matchers.stream().anyMatch(matcher -> matcher.matches(below));
    }

    /** The pattern with each of its {@code **}{@code /} left out in turn. */
    private static List<String> withoutOneFolder(String pattern) {
        List<String> shorter = new ArrayList<>();
        for (int at = pattern.indexOf("**/"); at >= 0; at = pattern.indexOf("**/", at + 1)) {
            shorter.add(pattern.substring(0, at) + pattern.substring(at + 3));
        }
        return shorter;
    }
}
