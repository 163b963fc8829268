package io.afterimage.trainer.finetune;

import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Side;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Preset;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real photos as a snapshot: a folder a class. */
final class PhotoFolder {
    static final Path DATA = Path.of(System.getProperty("afterimage.shared", "."), "data");
    private static final double TEST = .2;
    private static final double VALIDATION = .15;

    private PhotoFolder() {}

    /**
     * All photos, split by group at random.
     *
     * @param seed of the split
     * @param most a class outside of the test side
     */
    static Snapshot snapshot(Path folder, long seed, int most) throws IOException {
        List<SnapshotEntry> entries = new ArrayList<>();
        for (String label : names(folder)) {
            List<SnapshotEntry> learned = new ArrayList<>();
            for (String name : names(folder.resolve(label))) {
                Path file = folder.resolve(label).resolve(name);
                // Two collections share photos, under names that differ in their first three characters.
                String group = label + "/" + name.replaceFirst("^(ar|ch)_", "");
                SnapshotEntry entry = entry(file, label, group, side(group, seed));
                (entry.side() == Side.TEST ? entries : learned).add(entry);
            }
            learned.sort(Comparator.comparingDouble(entry -> draw(entry.group() + "order", seed)));
            entries.addAll(learned.subList(0, Math.min(most, learned.size())));
        }
        return Snapshot.of(entries);
    }

    /** A share of what is learned from, also of what is held out, gets the label of another class. */
    static Snapshot withWrong(Snapshot snapshot, double share, long seed) {
        List<String> labels =
                snapshot.entries().stream().map(SnapshotEntry::label).distinct().toList();
        List<SnapshotEntry> entries = new ArrayList<>();
        for (SnapshotEntry entry : snapshot.entries()) {
            boolean wrong = entry.side() != Side.TEST && draw(entry.sha256(), seed) < share;
            String other = labels.get((labels.indexOf(entry.label()) + 1) % labels.size());
            entries.add(new SnapshotEntry(
                    entry.sha256(),
                    entry.image(),
                    wrong ? other : entry.label(),
                    entry.source(),
                    entry.group(),
                    entry.side(),
                    entry.firstSeen()));
        }
        return Snapshot.of(entries);
    }

    /** Adds some photos of one more class to learn from; all others of it are on the test side. */
    static Snapshot and(Snapshot snapshot, Path folder, int most, long seed) throws IOException {
        String label = folder.getFileName().toString();
        List<String> names = names(folder);
        names.sort(Comparator.comparingDouble(name -> draw(name, seed)));
        List<SnapshotEntry> entries = new ArrayList<>(snapshot.entries());
        for (int i = 0; i < names.size(); i++) {
            Side side = i >= most ? Side.TEST : i % 5 == 0 ? Side.VALIDATION : Side.TRAIN;
            entries.add(entry(folder.resolve(names.get(i)), label, label + "/" + names.get(i), side));
        }
        return Snapshot.of(entries);
    }

    private static SnapshotEntry entry(Path file, String label, String group, Side side) throws IOException {
        return new SnapshotEntry(
                Sha256.hex(Files.readAllBytes(file)), file, label, "photos", group, side, Instant.EPOCH);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> Files.isDirectory(file) || file.toString().endsWith(".jpg"))
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private static Side side(String group, long seed) {
        double draw = draw(group, seed);
        return draw < TEST ? Side.TEST : draw < TEST + VALIDATION ? Side.VALIDATION : Side.TRAIN;
    }

    private static double draw(String text, long seed) {
        byte[] hash = Sha256.of((seed + text).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1p-53;
    }

    /** A pretrained network as it is imported. */
    static byte[] parent(String name) throws Exception {
        return ModelImporter.importModel(
                Files.readAllBytes(DATA.resolve("models/" + name + ".onnx")),
                Files.readAllLines(DATA.resolve("models/imagenet_labels.txt")),
                ImportOptions.of(Preset.IMAGENET));
    }

    /** The share of test photos of some classes that a model is right on. */
    static double accuracy(byte[] file, Snapshot snapshot, String... classes) throws Exception {
        Set<String> wanted = Set.of(classes);
        int right = 0;
        int count = 0;
        ModelPackage model = ModelPackage.read(file);
        ByteBuffer pixels = ByteBuffer.allocateDirect(model.geometry().bytes());
        try (ModelSession session = ModelSession.open(file, model, 2);
                ImageReader reader = new ImageReader(model.geometry())) {
            for (SnapshotEntry entry : snapshot.entries()) {
                if (entry.side() == Side.TEST
                        && wanted.contains(entry.label())
                        && reader.read(entry, 0, pixels.clear())) {
                    count++;
                    float[] probabilities = session.run(pixels.clear(), 1).probabilities(0);
                    int best = 0;
                    for (int i = 1; i < probabilities.length; i++) {
                        best = probabilities[i] > probabilities[best] ? i : best;
                    }
                    right += model.labels().get(best).equals(entry.label()) ? 1 : 0;
                }
            }
        }
        return right / (double) count;
    }
}
