package io.afterimage.model.trial;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs models for the first time, each in a child process with a limit of time and, on Linux, of memory. Until a model has
 * passed here, no native code of this process sees it. Safe for many threads; each call starts one process and waits for it.
 */
public final class Trial {
    private final TrialLimits limits;
    private final Class<?> child;
    private final Path temporary;
    private final ProvenModels proven = new ProvenModels();

    public Trial(TrialLimits limits) {
        this(limits, TrialMain.class, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param child main class of the child process, which takes the folder of the trial
     * @param temporary where the folders of the trials are made
     */
    Trial(TrialLimits limits, Class<?> child, Path temporary) {
        this.limits = limits;
        this.child = child;
        this.temporary = temporary;
    }

    /**
     * Does in a child what {@link ModelImporter#importModel} does.
     *
     * @throws ModelRejectedException if the import refuses the model, or takes too long, too much memory, or crashes
     * @throws IOException if the child cannot be started, or the caller is interrupted: that says nothing of the model
     */
    public byte[] importModel(byte[] onnx, List<String> labels, ImportOptions options)
            throws ModelRejectedException, IOException {
        try (TrialFolder folder = TrialFolder.createIn(temporary)) {
            new ImportOrder(labels, options).write(folder.order());
            Files.write(folder.model(), onnx);
            run(folder);
            byte[] made = TrialFolder.read(folder.made(), OnnxFile.LARGEST);
            proven.add(ModelPackage.read(made).version());
            return made;
        }
    }

    /**
     * Opens a package in a child and has it give the scores on its probe image that it promises. A version that passed
     * here before is not tried again.
     *
     * @param model what {@link ModelPackage#read} made of the file
     * @throws ModelRejectedException if the package is refused, or takes too long, too much memory, or crashes
     * @throws IOException if the child cannot be started, or the caller is interrupted: that says nothing of the model
     */
    public void verify(ModelPackage model, byte[] file) throws ModelRejectedException, IOException {
        if (!proven.contains(model.version())) {
            try (TrialFolder folder = TrialFolder.createIn(temporary)) {
                Files.write(folder.model(), file);
                run(folder);
            }
            proven.add(model.version());
        }
    }

    /**
     * As {@link #verify(ModelPackage, byte[])}, without taking the package into Java's memory.
     *
     * @param file must not change meanwhile
     */
    public void verify(ModelPackage model, Path file) throws ModelRejectedException, IOException {
        if (!proven.contains(model.version())) {
            try (TrialFolder folder = TrialFolder.createIn(temporary)) {
                Files.copy(file, folder.model());
                run(folder);
            }
            proven.add(model.version());
        }
    }

    private void run(TrialFolder folder) throws ModelRejectedException, IOException {
        TrialEnd end = new TrialProcess(folder, limits).run(child, Files.size(folder.model()));
        if (Files.notExists(folder.begun()) && !end.timedOut()) {
            throw new IOException("the process for a model's trial run does not start: " + end.cause());
        }
        Verdict verdict = Files.exists(folder.verdict()) ? verdict(folder) : new Verdict(end.refusal(limits));
        ModelRejectedException refusal = verdict.refusal();
        if (refusal != null) {
            throw refusal;
        }
    }

    private static Verdict verdict(TrialFolder folder) {
        try {
            return Verdict.read(folder.verdict());
        } catch (IOException e) {
            return new Verdict(
                    new ModelRejectedException(Reason.TRIAL_CRASHED, "the trial run went wrong: " + e.getMessage(), e));
        }
    }
}
