package io.afterimage.cli.examples;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.dataform.write.ExampleView;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.v1.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code afterimage examples stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Counts the examples by class and side, and what is kept out.")
public final class ShowCounts implements Callable<Integer> {
    private static final List<Side> SIDES = List.of(Side.TRAIN, Side.VALIDATION, Side.TEST);

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        ExampleCounts counts = ExampleCounts.of(
                new ExampleTopic(cluster.client(), cluster.topics().examples(), output)
                        .latest()
                        .values());
        output.result(fields(counts), text(counts));
        return 0;
    }

    private static Map<String, Object> fields(ExampleCounts counts) {
        Map<String, Object> classes = new LinkedHashMap<>();
        counts.classes().forEach((label, sides) -> classes.put(label, sides(sides)));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("examples", counts.examples());
        fields.put("classes", classes);
        fields.put("groups", counts.groups());
        fields.put("near_duplicates", counts.nearDuplicates());
        fields.put("tied", counts.tied());
        fields.put("unusable", counts.unusable());
        fields.put("set_aside", counts.setAside());
        fields.put("disagreements", counts.disagreements());
        return fields;
    }

    private static Map<String, Integer> sides(Map<Side, Integer> counts) {
        Map<String, Integer> sides = new LinkedHashMap<>();
        SIDES.forEach(side -> sides.put(ExampleView.lower(side), counts.getOrDefault(side, 0)));
        return sides;
    }

    private static String text(ExampleCounts counts) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%10s %10s %10s  class", "train", "validation", "test"));
        counts.classes()
                .forEach((label, sides) -> lines.add(String.format(
                        "%10d %10d %10d  %s",
                        sides.getOrDefault(Side.TRAIN, 0),
                        sides.getOrDefault(Side.VALIDATION, 0),
                        sides.getOrDefault(Side.TEST, 0),
                        Printable.clean(label))));
        lines.add(counts.examples() + " examples of " + counts.classes().size() + " classes in " + counts.groups()
                + " groups; " + counts.nearDuplicates() + " share a group with another");
        lines.add("Kept out: " + counts.tied() + " tied, " + counts.unusable() + " unusable, " + counts.setAside()
                + " set aside. People disagree on " + counts.disagreements() + ".");
        return String.join(System.lineSeparator(), lines);
    }
}
