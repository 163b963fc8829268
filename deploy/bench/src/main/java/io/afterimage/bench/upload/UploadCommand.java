package io.afterimage.bench.upload;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Latencies;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.bench.rig.LightLoad;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures uploads over HTTP beside the same rate straight into Kafka. */
@Command(
        name = "upload",
        mixinStandardHelpOptions = true,
        description = {
            "Uploads images to a running stack with many clients at once, each of which waits for its label in the same call;"
                    + " then sends as many straight into Kafka at the rate that came of it.",
            "Exit code 1 if a call was not answered with its label."
        })
public final class UploadCommand implements Callable<Integer> {
    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The classifier's HTTP interface, as 'afterimage status' says it.")
    private String url = "";

    @Option(
            names = "--token-file",
            required = true,
            paramLabel = "FILE",
            description = "The token that uploads need, in the stack's data folder.")
    private Path tokenFile = Path.of("");

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "200",
            description = "Clients at once (default: ${DEFAULT-VALUE}).")
    private int clients = 200;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Images in all (default: ${DEFAULT-VALUE}).")
    private int count = 5000;

    @Mixin
    private Cluster cluster = new Cluster();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        Photos photos = Photos.in(images);
        LightLoad bare = new LightLoad(cluster.client(), cluster.topics(), new Loader(photos, cluster.store()));
        Clients.Answers answers = new Clients(url, token()).send(photos.bytes(), clients, count);
        report.note(String.format(
                Locale.ROOT, "%d uploads at %.1f/s; now as many straight into Kafka", count, answers.perSecond()));
        Latencies direct = bare.run(answers.perSecond(), count);
        Figures figures = new Figures()
                .put("clients", clients)
                .put("uploads", count)
                .put("errors", answers.withoutLabel())
                .put("outcomes", answers.outcomes())
                .put("uploads_per_s", answers.perSecond());
        put(figures, "", answers.labelled());
        put(figures, "bare_", direct);
        report.report(
                figures.values(),
                new Table("", "p50 ms", "p99 ms", "p99.9 ms", "labels", "without label")
                        .row(row("upload", answers.labelled(), answers.withoutLabel()))
                        .row(row("straight into Kafka", direct, 0)));
        return answers.withoutLabel() == 0 ? 0 : 1;
    }

    private String token() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CommandException("--token-file: " + tokenFile + " cannot be read");
        }
    }

    private static void put(Figures figures, String prefix, Latencies latencies) {
        figures.put(prefix + "p50_ms", latencies.millis(50))
                .put(prefix + "p99_ms", latencies.millis(99))
                .put(prefix + "p999_ms", latencies.millis(99.9));
    }

    private static String[] row(String name, Latencies latencies, int withoutLabel) {
        return new String[] {
            name,
            String.format(Locale.ROOT, "%.1f", latencies.millis(50)),
            String.format(Locale.ROOT, "%.1f", latencies.millis(99)),
            String.format(Locale.ROOT, "%.1f", latencies.millis(99.9)),
            Long.toString(latencies.count()),
            Integer.toString(withoutLabel)
        };
    }
}
