package io.afterimage.bench.crash;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.bench.rig.LabelCount;
import io.afterimage.bench.rig.ModelOptions;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.RigOptions;
import io.afterimage.bench.rig.Task;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills processes at full load, and looks whether an image was lost or doubled. */
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        description = {
            "Two classifiers, as they are shipped, label images that wait on the topic, while each of them and the broker"
                    + " are killed (SIGKILL) at random moments and started again a second later.",
            "Each image must have exactly one committed label; exit code 1 if not."
        })
public final class CrashCommand implements Callable<Integer> {
    private static final int PARTITIONS = 8;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Option(
            names = "--images-count",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Images to label (default: ${DEFAULT-VALUE}).")
    private int count = 20_000;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "5",
            description = "How often each classifier is killed (default: ${DEFAULT-VALUE}).")
    private int each = 5;

    @Option(
            names = "--broker-kills",
            paramLabel = "K",
            defaultValue = "2",
            description = "How often the broker is killed (default: ${DEFAULT-VALUE}).")
    private int brokerKills = 2;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the random moments (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private RigOptions rigOptions = new RigOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        Photos photos = Photos.in(images);
        try (Rig rig = rigOptions.start()) {
            Task task = rig.task("crash.", PARTITIONS);
            model.importInto(task, Optional.empty(), true);
            Ledger ledger = new Ledger(new Loader(photos, task.store()).fill(task.client(), task.topics(), count));
            int kills = new CrashRun(rig, task, report::note).run(ledger, each, brokerKills, seed);
            long again =
                    LabelCount.written(task.client(), task.topics().labels()) - ledger.labelled() - ledger.doubled();
            report(ledger, kills, again);
            return ledger.exact() ? 0 : 1;
        }
    }

    private void report(Ledger ledger, int kills, long again) {
        Figures figures = new Figures()
                .put("images", ledger.images())
                .put("labels", ledger.labelled() + ledger.doubled())
                .put("lost", ledger.lost())
                .put("doubled", ledger.doubled())
                .put("dead_letters", ledger.rejected())
                .put("kills", kills)
                .put("swaps", 0)
                .put("longest_gap_ms", ledger.longestGapMillis())
                .put("inferred_again", again)
                .put("seed", seed);
        if (!ledger.exact()) {
            report.note("Without a label, for example: " + ledger.someLost());
        }
        report.report(
                figures.values(),
                new Table(
                                "images",
                                "labels",
                                "lost",
                                "doubled",
                                "dead letters",
                                "kills",
                                "longest gap ms",
                                "inferred again, at least")
                        .row(
                                Integer.toString(ledger.images()),
                                Integer.toString(ledger.labelled() + ledger.doubled()),
                                Integer.toString(ledger.lost()),
                                Integer.toString(ledger.doubled()),
                                Integer.toString(ledger.rejected()),
                                Integer.toString(kills),
                                Long.toString(ledger.longestGapMillis()),
                                Long.toString(again)));
    }
}
