package io.afterimage.model.trial;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.onnx.ModelImporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The child process: runs one model and writes down what came of it. */
final class TrialMain {
    private static final Set<String> NO_MEMORY =
            Set.of("bad_alloc", "bad allocation", "Failed to allocate memory", "not enough memory");

    private final TrialFolder folder;

    private TrialMain(TrialFolder folder) {
        this.folder = folder;
    }

    /** Runs the trial whose folder is the one argument. */
    public static void main(String[] args) throws IOException {
        TrialFolder folder = new TrialFolder(Path.of(args[0]));
        endWithParent(folder);
        OnnxSession.environment();
        Files.createFile(folder.begun());
        new Verdict(new TrialMain(folder).refusal()).write(folder.verdict());
        // Whatever native code has started must not hold the process up.
        Runtime.getRuntime().halt(0);
    }

    /** The parent keeps the other end of standard input open for as long as it lives. */
    static void endWithParent(TrialFolder folder) {
        Thread thread = new Thread(
                () -> {
                    try (folder) {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        System.err.println(e.getMessage());
                    } finally {
                        Runtime.getRuntime().halt(1);
                    }
                },
                "end-with-parent");
        thread.setDaemon(true);
        thread.start();
    }

    private @Nullable ModelRejectedException refusal() throws IOException {
        try {
            run();
            return null;
        } catch (ModelRejectedException e) {
            String message = String.valueOf(e.getMessage());
            return NO_MEMORY.stream().anyMatch(message::contains) ? noMemory(message, e) : e;
        } catch (OutOfMemoryError e) {
            return noMemory(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            return new ModelRejectedException(Reason.TRIAL_CRASHED, "the trial run failed: " + e, e);
        }
    }

    private static ModelRejectedException noMemory(String why, Throwable cause) {
        return new ModelRejectedException(Reason.TRIAL_MEMORY, TrialEnd.NO_MEMORY + " (" + why + ")", cause);
    }

    private void run() throws IOException, ModelRejectedException {
        byte[] file = TrialFolder.read(folder.model(), OnnxFile.LARGEST);
        if (Files.exists(folder.order())) {
            ImportOrder order = ImportOrder.read(folder.order());
            Files.write(folder.made(), ModelImporter.importModel(file, order.labels(), order.options()));
        } else {
            try (ModelSession session = ModelSession.open(file, ModelPackage.read(file), 1)) {
                session.verifyProbe();
            }
        }
    }
}
