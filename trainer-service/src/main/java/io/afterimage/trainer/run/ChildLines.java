package io.afterimage.trainer.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What a child prints, line by line: those of more than 4 MiB are dropped, and the last few are remembered. For one thread. */
final class ChildLines {
    private static final int LONGEST = 4 << 20;
    private static final int LONGEST_REMEMBERED = 500;
    private static final int REMEMBERED = 40;

    private final Consumer<String> listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> last = new ArrayDeque<>();

    ChildLines(Consumer<String> listener) {
        this.listener = listener;
    }

    /** Reads what is there and never waits: a child that prints without end is held up by its full pipe until the next look. */
    void drain(InputStream out) throws IOException {
        for (int left = out.available(); left > 0; left = out.available()) {
            for (byte b : out.readNBytes(left)) {
                if (b == '\n') {
                    end();
                } else if (line.size() <= LONGEST) {
                    line.write(b);
                }
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        boolean whole = line.size() <= LONGEST;
        line.reset();
        if (whole) {
            last.addLast(text.substring(0, Math.min(LONGEST_REMEMBERED, text.length())));
            if (last.size() > REMEMBERED) {
                last.removeFirst();
            }
            listener.accept(text);
        }
    }

    String tail() {
        return String.join("\n", last);
    }

    /** The line that says most. */
    String cause() {
        List<String> lines = last.stream()
                .map(text -> text.replaceFirst("^#", "").strip())
                .filter(text -> !text.isEmpty() && !text.startsWith("{"))
                .toList();
        return lines.stream()
                .filter(text -> text.startsWith("SIG") || text.startsWith("Exception in thread"))
                .findFirst()
                .orElse(lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1));
    }
}
