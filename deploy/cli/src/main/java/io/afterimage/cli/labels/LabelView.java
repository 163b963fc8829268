package io.afterimage.cli.labels;

import io.afterimage.cli.output.Printable;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Label;
import io.afterimage.model.log.ModelVersion;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A label as it is printed for people. Pure. */
final class LabelView {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private LabelView() {}

    /** Its line for people: time, source, class, how sure, decision, which model, which image. */
    static String text(Label label, ZoneId zone) {
        String seen = label.getTopList().stream()
                .findFirst()
                .map(first -> first.getLabel() + "  " + percent(first.getProbability()))
                .orElse("-");
        String model = ModelVersion.shorten(label.getModel());
        return Printable.clean(
                CLOCK.format(Times.instant(label.getLabelledAt()).atZone(zone)) + "  " + label.getSource() + "  " + seen
                        + "  " + lower(label.getDecision()) + "  " + model + "  " + label.getId());
    }

    private static String percent(float probability) {
        return String.format(Locale.ROOT, "%.1f%%", probability * 100);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
