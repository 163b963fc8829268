package io.afterimage.bench.starter;

import io.afterimage.bench.learn.TrainerChild;
import io.afterimage.cli.stack.StarterModel;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Side;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.OnnxFile;
import io.afterimage.model.PackageMetadata;
import io.afterimage.model.onnx.PackageSeal;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.Cache;
import io.afterimage.trainer.finetune.FineTuner;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.finetune.Tuned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains the starter model, in a process of its own with the trainer's libraries: prints what it came to. */
final class StarterMain {
    private static final long MOST_CACHED = 8L << 30;
    /** One image in so many chooses the epoch and the temperature. */
    private static final int VALIDATED = 8;

    private StarterMain() {}

    /**
     * Trains it.
     *
     * @param arguments folder of images in folders called as their classes, seed, threads, epochs, folder for a cache, file
     *     to write
     */
    public static void main(String[] arguments) throws Exception {
        // Scenes are as varied as can be, so nothing is gained by varying them once more.
        Settings settings = new Settings(
                Preset.CNN,
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.valueOf(arguments[3]),
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                null);
        long begun = System.nanoTime();
        Tuned tuned = new FineTuner(settings, new Cache(Path.of(arguments[4]), MOST_CACHED), any -> {})
                .tune(Snapshot.of(entries(Path.of(arguments[0]))), null);
        Files.write(Path.of(arguments[5]), named(tuned.file()));
        TrainerChild.print(Map.of(
                "validation_accuracy",
                tuned.report().scores().accuracy(),
                "seconds",
                (System.nanoTime() - begun) / 1e9));
        System.exit(0);
    }

    private static List<SnapshotEntry> entries(Path folder) throws IOException {
        List<SnapshotEntry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.add(entry(file.toAbsolutePath()));
            }
        }
        return entries;
    }

    private static SnapshotEntry entry(Path file) throws IOException {
        String sha256 = Sha256.hex(Files.readAllBytes(file));
        int number = Integer.parseInt(file.getFileName().toString().replace(".jpg", ""));
        return new SnapshotEntry(
                sha256,
                file,
                file.getName(file.getNameCount() - 2).toString(),
                StarterModel.NAME,
                sha256,
                number % VALIDATED == 0 ? Side.VALIDATION : Side.TRAIN,
                Instant.EPOCH);
    }

    /** The trainer calls what it makes from scratch after its architecture. */
    private static byte[] named(byte[] file) throws ModelRejectedException {
        ModelPackage made = ModelPackage.read(file);
        return PackageSeal.seal(
                OnnxFile.parse(file),
                made.geometry(),
                probe -> new PackageMetadata(
                        StarterModel.NAME,
                        made.labels(),
                        made.geometry(),
                        made.preprocessing(),
                        made.tensors(),
                        made.maxBatch(),
                        probe,
                        made.lineage()));
    }
}
