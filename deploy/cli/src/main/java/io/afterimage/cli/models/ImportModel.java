package io.afterimage.cli.models;

import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.Topics;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a foreign ONNX classifier. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Turns an ONNX classifier into a model package, publishes it and makes it live.",
            "Importing the same file with the same options again publishes nothing new."
        })
final class ImportModel implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.onnx", description = "The classifier: one image in, one row of scores out.")
    private Path model = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Its labels in the order of its outputs: one a line, or a JSON list or map. Left out for a"
                    + " package that 'models export' wrote.")
    private @Nullable Path labels;

    @Option(names = "--no-promote", description = "Publish it only; 'afterimage models promote' makes it live.")
    private boolean publishOnly;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, kept in the log.")
    private String reason = "";

    @Mixin
    private ImportSettings settings = new ImportSettings();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.models());
        ModelVersion version = ModelImport.importFile(
                model,
                labels,
                settings,
                client,
                topics,
                cluster.store(),
                publishOnly ? Promote.NEVER : Promote.ALWAYS,
                reason);
        output.result(ModelView.fields(version), ModelView.text(version));
        return 0;
    }
}
