package io.afterimage.bench.rig;

import io.afterimage.cli.models.ImportSettings;
import io.afterimage.cli.models.ModelImport;
import io.afterimage.cli.models.Promote;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model that a bench runs, as up and import take it. */
public final class ModelOptions {
    @Option(names = "--model", required = true, paramLabel = "FILE.onnx", description = "Classifier to run.")
    private Path model = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Its classes; left out for a package that 'models export' wrote.")
    private @Nullable Path labels;

    @Mixin
    private ImportSettings settings = new ImportSettings();

    /** Whether the model is a foreign one, which can be imported under another name. */
    public boolean foreign() {
        return labels != null;
    }

    /**
     * Imports the model into a task.
     *
     * @param name another than the model's own, for another version of it
     * @param promote whether it becomes live
     */
    public ModelVersion importInto(Task task, Optional<String> name, boolean promote) {
        name.ifPresent(settings::rename);
        return ModelImport.importFile(
                model,
                labels,
                settings,
                task.client(),
                task.topics(),
                task.store(),
                promote ? Promote.ALWAYS : Promote.NEVER,
                "afterimage bench");
    }
}
