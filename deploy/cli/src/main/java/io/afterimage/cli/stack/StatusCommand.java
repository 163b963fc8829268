package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code afterimage status}: whether images are classified, by what, and if not, why. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows whether images are classified, with which model, and if not, why.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ready", "1:not ready, or nothing is up", "2:wrong call"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Cluster cluster = new Cluster();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        StackStatus status = cluster.local() ? local() : topics().status();
        output.result(status.fields(), status.text());
        return status.ready() ? 0 : 1;
    }

    private Reported topics() {
        return new ClusterStatus(cluster.client(), cluster.topics(), Clock.systemUTC()).read();
    }

    private StackStatus local() {
        Optional<StackFile> file;
        try {
            file = StackFile.read(cluster.data());
        } catch (IOException e) {
            throw new CommandException("Cannot read the stack's file: " + DataFolder.reason(e));
        }
        if (file.isEmpty()) {
            return StackStatus.down("nothing is up in " + cluster.data() + "; 'afterimage up' starts it");
        }
        if (!file.get().alive()) {
            return StackStatus.down("the supervisor was killed; 'afterimage up' starts the stack again");
        }
        return new LocalStatus(file.get(), this::topics).read().withUploads(new DataFolder(cluster.data()));
    }
}
