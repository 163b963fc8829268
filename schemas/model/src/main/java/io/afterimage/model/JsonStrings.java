package io.afterimage.model;

import java.util.ArrayList;
import java.util.List;

/** A list of strings as JSON (RFC 8259), without a JSON library in a jar that everybody loads. */
final class JsonStrings {
    private final String json;
    private int at;

    private JsonStrings(String json) {
        this.json = json;
    }

    static String write(List<String> strings) {
        StringBuilder json = new StringBuilder("[");
        for (String string : strings) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            string.chars().forEach(c -> {
                if (c < 0x20) {
                    json.append(String.format("\\u%04x", c));
                } else {
                    json.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
                }
            });
            json.append('"');
        }
        return json.append(']').toString();
    }

    /**
     * @param most more strings than this are refused
     * @throws IllegalArgumentException if it is no list of strings
     */
    static List<String> read(String json, int most) {
        return new JsonStrings(json).list(most);
    }

    private List<String> list(int most) {
        List<String> strings = new ArrayList<>();
        expect('[');
        if (!skip(']')) {
            do {
                if (strings.size() == most) {
                    throw new IllegalArgumentException("more than " + most + " strings");
                }
                strings.add(string());
            } while (skip(','));
            expect(']');
        }
        blanks();
        if (at != json.length()) {
            throw malformed();
        }
        return strings;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < 0x20) {
                throw malformed();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw malformed();
        };
    }

    private char hex() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw malformed();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private char next() {
        if (at == json.length()) {
            throw malformed();
        }
        return json.charAt(at++);
    }

    private boolean skip(char wanted) {
        blanks();
        if (at < json.length() && json.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw malformed();
        }
    }

    private void blanks() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("no JSON list of strings at character " + at);
    }
}
