package io.afterimage.cli.models;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.model.log.ModelVersion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the versions. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists all versions in the order of their publication.")
final class ListModels implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        List<ModelVersion> versions = new LogAccess(cluster).history().versions();
        versions.forEach(version -> output.result(ModelView.fields(version), ModelView.text(version)));
        if (versions.isEmpty()) {
            output.note("No model yet. 'afterimage models import FILE.onnx --labels FILE' makes one.");
        }
        return 0;
    }
}
