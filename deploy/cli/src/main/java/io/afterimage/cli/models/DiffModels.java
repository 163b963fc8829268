package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.compare.Comparison;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.compare.Scorer;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two versions as the gate does. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two versions on the test side of the data set, or on images of your own: the gate's table.",
            "Looking at the test side is no use of it, as long as you do not choose models by it."
        })
final class DiffModels implements Callable<Integer> {
    private static final double ALPHA = 0.05;

    @Parameters(index = "0", paramLabel = "A", description = "Number, beginning of the hash, or 'live'.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", description = "The version to compare with it, likewise.")
    private String after = "";

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Take these images, a folder for each class, and not the data set.")
    private @Nullable Path images;

    @Option(
            names = "--label-map",
            paramLabel = "FILE",
            description = "What a model's labels mean in other classes: {\"tabby\": \"cat\"}.")
    private @Nullable Path labelMap;

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        LogAccess log = new LogAccess(cluster);
        ModelHistory history = log.history();
        ModelVersion first = LogAccess.find(history, before);
        ModelVersion second = LogAccess.find(history, after);
        LabelMap map = labelMap == null ? LabelMap.NONE : LabelMapFile.read(labelMap);
        try (Scorer one = open(log, first);
                Scorer other = open(log, second)) {
            Comparison table = compare(one, other, map);
            output.result(ReportView.fields(table), ReportView.text(table));
            return 0;
        }
    }

    private Comparison compare(Scorer one, Scorer other, LabelMap map) {
        Exam exam = images == null ? new TestSide(cluster, output) : new ClassFolders(images);
        exam.each((sha256, group, trueClass, image) -> {
            try {
                one.score(sha256, group, trueClass, image);
                other.score(sha256, group, trueClass, image);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        });
        ModelScores first = scores(one);
        ModelScores second = scores(other);
        one.leftOut()
                .forEach((sha256, why) ->
                        output.note("Left out: " + ModelVersion.shorten(sha256) + ": " + why.detail()));
        try {
            Comparison table = Comparison.of(first.commonWith(second), second.commonWith(first), map, ALPHA);
            if (table.examples() == 0) {
                throw new CommandException(
                        images == null
                                ? "There is no example on the test side yet. --images DIR takes images of your own."
                                : "No image in " + images + ": it must have a folder of images for each class.");
            }
            return table;
        } catch (IllegalArgumentException e) {
            throw new CommandException("The two cannot be compared: " + e.getMessage());
        }
    }

    private static ModelScores scores(Scorer scorer) {
        try {
            return scorer.scores();
        } catch (RunFailedException e) {
            throw new CommandException("A model fails: " + e.getMessage());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CommandException interrupted() {
        Thread.currentThread().interrupt();
        return new CommandException("Interrupted.");
    }

    private static Scorer open(LogAccess log, ModelVersion version) {
        try {
            return Scorer.open(
                    log.packageOf(version), Runtime.getRuntime().availableProcessors(), ImageLimits.DEFAULTS);
        } catch (ModelRejectedException e) {
            throw new CommandException("Version " + version.number() + ": " + e.getMessage());
        }
    }
}
