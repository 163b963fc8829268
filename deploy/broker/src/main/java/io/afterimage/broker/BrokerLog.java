package io.afterimage.broker;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in what a broker wrote why it ended. */
final class BrokerLog {
    private static final Pattern EXCEPTION =
            Pattern.compile("^(?:Caused by: )?(?:[\\w$]+\\.)+(\\w*(?:Exception|Error)): (.+)$");
    private static final Pattern ERROR = Pattern.compile("^.*\\bERROR\\b(?: \\S+ -)? (.+)$");

    private BrokerLog() {}

    /** The innermost cause of the last exception with a message, else the last error, in one line. */
    static Optional<String> cause(List<String> lines) {
        return last(EXCEPTION, 2, lines).or(() -> last(ERROR, 1, lines)).or(() -> lastLine(lines));
    }

    private static Optional<String> last(Pattern pattern, int group, List<String> lines) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(group))
                .reduce((first, second) -> second);
    }

    private static Optional<String> lastLine(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).reduce((first, second) -> second);
    }
}
