package io.afterimage.bench.rig;

import io.afterimage.cli.stack.HttpService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a classifier's metrics how many images its runs had. */
public final class MeanBatch {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String NAME = "afterimage_batch_images_";

    private MeanBatch() {}

    /** Images a run since the classifier's start; empty where it does not tell. */
    public static OptionalDouble of(HttpService classifier) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(classifier.endpoint().url() + "/q/metrics"))
                .timeout(TIMEOUT)
                .build();
        try {
            return of(HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(request, BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalDouble of(String metrics) {
        double runs = value(metrics, "count");
        return runs > 0 ? OptionalDouble.of(value(metrics, "sum") / runs) : OptionalDouble.empty();
    }

    private static double value(String metrics, String suffix) {
        Matcher line = Pattern.compile("^" + NAME + suffix + "(?:\\{[^}]*})? ([0-9.eE+-]+)$", Pattern.MULTILINE)
                .matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
