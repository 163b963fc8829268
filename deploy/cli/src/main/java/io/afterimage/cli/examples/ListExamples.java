package io.afterimage.cli.examples;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.dataform.write.ExampleView;
import io.afterimage.cli.output.Output;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Standing;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code afterimage examples list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists all images that people have voted on, those that the votes keep out as well.")
public final class ListExamples implements Callable<Integer> {
    @Option(names = "--class", paramLabel = "CLASS", description = "Only those of this class.")
    private @Nullable String className;

    @Option(
            names = "--standing",
            paramLabel = "S",
            description = "Only those in the data set (in), or kept out of it: tied, unusable, set_aside.")
    private @Nullable Standing standing;

    @Option(names = "--disagreements", description = "Only those of which people say different things.")
    private boolean disagreements;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        Map<String, Example> latest =
                new ExampleTopic(cluster.client(), cluster.topics().examples(), output).latest();
        latest.forEach((sha256, example) -> {
            if (wanted(example)) {
                output.result(ExampleView.fields(sha256, example), ExampleView.text(sha256, example));
            }
        });
        return 0;
    }

    private boolean wanted(Example example) {
        return (className == null || className.equals(example.getLabel()))
                && (standing == null || standing == ExampleCounts.standingOf(example))
                && (!disagreements || ExampleCounts.disagree(example));
    }
}
