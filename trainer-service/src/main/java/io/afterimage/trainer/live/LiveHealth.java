package io.afterimage.trainer.live;

import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * How things are in one word, and why. Pure.
 *
 * @param word the worst of the reasons'
 * @param reasons a line each, the worst first; empty where all is well
 */
record LiveHealth(Word word, List<String> reasons) {
    /** As many seconds of work may wait before it is said. */
    private static final int LAG_SECONDS = 10;

    private static final int LAG_IMAGES = 100;

    /** From the best to the worst. */
    enum Word {
        GOOD,
        ATTENTION,
        BAD
    }

    static LiveHealth of(Summary now) {
        List<String> bad = bad(now);
        List<String> reasons = new ArrayList<>(bad);
        reasons.addAll(attention(now));
        Word lesser = reasons.isEmpty() ? Word.GOOD : Word.ATTENTION;
        return new LiveHealth(bad.isEmpty() ? lesser : Word.BAD, List.copyOf(reasons));
    }

    private static List<String> bad(Summary now) {
        List<String> bad = new ArrayList<>();
        if (!now.failure().isEmpty()) {
            bad.add("nothing new is seen: " + now.failure());
        }
        if (now.live() == null) {
            bad.add("no model is live: import one, and promote it");
        }
        if (now.classifiers().isEmpty()) {
            bad.add("no classifier has reported for 30 s");
        } else if (now.classifiers().stream().noneMatch(ClassifierReport::getReady)) {
            bad.add("no classifier is ready");
        }
        return bad;
    }

    private static List<String> attention(Summary now) {
        List<String> attention = new ArrayList<>();
        if (now.mixed()) {
            attention.add("classifiers use different versions");
        }
        for (ClassifierReport report : now.classifiers()) {
            if (!report.getReady()) {
                attention.add(report.getInstance() + " is not ready: " + report.getReason());
            }
            if (!report.getRefusedModel().isEmpty()) {
                attention.add(report.getInstance() + " refused version "
                        + ModelVersion.shorten(report.getRefusedModel()) + ": " + report.getRefusal());
            }
        }
        now.deadLetters().forEach((reason, count) -> attention.add(count + " dead letters a minute: " + reason));
        int expired = now.decisions().getOrDefault("expired", 0);
        if (expired > 0) {
            attention.add(expired + " images a minute expired before they were looked at");
        }
        Long lag = now.lag();
        if (lag != null && lag > LAG_IMAGES && lag > LAG_SECONDS * now.labelsPerSecond()) {
            attention.add(lag + " images wait to be classified");
        }
        return attention;
    }
}
