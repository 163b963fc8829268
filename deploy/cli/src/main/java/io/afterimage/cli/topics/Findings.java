package io.afterimage.cli.topics;

import io.afterimage.cli.output.Output;
import io.afterimage.events.TopicAdmin.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with topics, as it is printed. */
final class Findings {
    private Findings() {}

    /** Prints each finding and what mends them, and gives the exit code. */
    static int print(List<Finding> findings, Output output) {
        for (Finding finding : findings) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("topic", finding.topic());
            fields.put("detail", finding.detail());
            output.result(fields, finding.topic() + ": " + finding.detail());
        }
        if (findings.stream().anyMatch(Finding::missing)) {
            output.note("'afterimage topics create' makes the missing topics.");
        }
        if (findings.stream().anyMatch(finding -> !finding.missing())) {
            output.note("'afterimage topics create --repair' sets what a setting can mend. The number of partitions is"
                    + " none: make such a topic anew.");
        }
        return findings.isEmpty() ? 0 : 1;
    }
}
