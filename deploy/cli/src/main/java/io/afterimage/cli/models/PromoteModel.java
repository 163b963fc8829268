package io.afterimage.cli.models;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a version live. */
@Command(name = "promote", mixinStandardHelpOptions = true, description = "Makes a published version live.")
final class PromoteModel implements Callable<Integer> {
    @Parameters(paramLabel = "VERSION", description = "Its number, or the beginning of its hash.")
    private String version = "";

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
        ModelVersion promoted = log.promote(LogAccess.find(history, version), history, false, reason);
        output.result(ModelView.fields(promoted), ModelView.text(promoted));
        return 0;
    }
}
