package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the version live that was before. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Makes the version live that was so before the current one. The log keeps both steps.")
final class RollbackModel implements Callable<Integer> {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, kept in the log.")
    private String reason = "";

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        LogAccess log = new LogAccess(cluster);
        ModelHistory history = log.history();
        ModelVersion previous = history.previous()
                .orElseThrow(() -> new CommandException("No version was live before the current one."));
        ModelVersion live = log.promote(previous, history, true, reason);
        output.result(ModelView.fields(live), ModelView.text(live));
        return 0;
    }
}
