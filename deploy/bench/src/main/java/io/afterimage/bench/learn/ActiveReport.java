package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Labels that were needed, as the review queue asks and at random. */
record ActiveReport(List<Split> splits) {
    /**
     * One split.
     *
     * @param all what all labels give
     * @param queue the course of labelling as the review queue asks
     * @param random the same at random
     */
    record Split(JsonNode all, JsonNode queue, JsonNode random) {
        /** Labels of a course; all there are where it was never good enough. */
        double needed(JsonNode course) {
            return course.path("needed").asDouble(all.path("labels").asDouble());
        }

        /** How many times as many labels it takes at random. */
        double gain() {
            return needed(random) / needed(queue);
        }
    }

    Table table() {
        Table table = new Table(
                "labels", "accuracy % of all", "needed", "mean", "deviation", "fewest", "most", "never", "splits");
        row(table, "as the queue asks", Split::queue);
        row(table, "at random", Split::random);
        return table;
    }

    private void row(Table table, String name, Function<Split, JsonNode> course) {
        List<Double> needed = needed(course);
        Deviation labels = Deviation.of(needed);
        table.row(
                splits.get(0).all().path("labels").asText(),
                text(100 * accuracy().mean()),
                name,
                text(labels.mean()),
                text(labels.deviation()),
                text(needed.stream().mapToDouble(Double::doubleValue).min().orElse(0)),
                text(needed.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
                Long.toString(never(course)),
                Integer.toString(splits.size()));
    }

    Figures figures() {
        return new Figures()
                .put("labels", splits.get(0).all().path("labels").asInt())
                .put("accuracy_of_all", accuracy().mean())
                .put(
                        "needed_as_the_queue_asks",
                        Deviation.of(needed(Split::queue)).mean())
                .put("needed_at_random", Deviation.of(needed(Split::random)).mean())
                .put(
                        "times_as_many_at_random",
                        Deviation.of(splits.stream().map(Split::gain).toList()).mean())
                .put("never_as_the_queue_asks", never(Split::queue))
                .put("never_at_random", never(Split::random))
                .put(
                        "courses",
                        splits.stream()
                                .map(split -> List.of(split.queue(), split.random()))
                                .toList());
    }

    private Deviation accuracy() {
        return Deviation.of(splits.stream()
                .map(split -> split.all().path("accuracy").asDouble())
                .toList());
    }

    private List<Double> needed(Function<Split, JsonNode> course) {
        return splits.stream().map(split -> split.needed(course.apply(split))).toList();
    }

    private long never(Function<Split, JsonNode> course) {
        return splits.stream()
                .filter(split -> course.apply(split).path("needed").isMissingNode())
                .count();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
