package io.afterimage.cli.topics;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the topics. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says which topics are missing or have settings that would lose data; exit code 1 if any.")
final class CheckTopics implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        Topics topics = cluster.topics();
        int code = Findings.print(ExistingTopics.ask(cluster.client(), admin -> admin.check(topics.all())), output);
        if (code == 0) {
            output.summary("All " + topics.all().size() + " topics are as they should be.");
        }
        return code;
    }
}
