package io.afterimage.bench.decode;

import io.afterimage.bench.load.Photos;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.model.InputGeometry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures decoding alone, on one core. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how many images a second one core turns into a model's input: by our scaled decode, by a full OpenCV"
                    + " decode and a resize, and by Java's ImageIO and a resize.",
            "Over the folder as it is, and over its photos at common sizes as JPEG, PNG and WebP."
        })
public final class DecodeCommand implements Callable<Integer> {
    private static final int MADE = 4;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "Folder of image files.")
    private Path images = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long each is measured, after as long a warm-up (default: ${DEFAULT-VALUE}).")
    private double seconds = 2;

    @Option(
            names = "--input",
            paramLabel = "N",
            defaultValue = "224",
            description = "Side of the model's input in pixels, cut from a short side of 8/7 of it (default:"
                    + " ${DEFAULT-VALUE}).")
    private int input = 224;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        Photos photos = Photos.in(images);
        InputGeometry geometry = new InputGeometry(input, input, input * 8 / 7);
        Figures figures = new Figures();
        Table table = new Table("images", "ours/s", "full OpenCV/s", "ImageIO/s", "ours to full", "ours to ImageIO");
        try (MadePhotos made = new MadePhotos()) {
            for (Map.Entry<String, List<byte[]>> sort : sorts(photos, made).entrySet()) {
                Compared compared = measure(sort.getValue(), geometry);
                table.row(row(sort.getKey(), compared));
                put(figures, sort.getKey(), compared);
                report.note(sort.getKey() + " measured");
            }
        }
        report.report(figures.values(), table);
        return 0;
    }

    /** Images a second; 0 where a decoder does not know the format. */
    private record Compared(double ours, double full, double imageIo) {}

    private Compared measure(List<byte[]> encoded, InputGeometry geometry) {
        Duration time = Duration.ofMillis(Math.round(seconds * 1000));
        try (OurDecode ours = new OurDecode(geometry);
                FullDecode full = new FullDecode(geometry)) {
            return new Compared(
                    Measured.perSecond(encoded, ours, time),
                    Measured.perSecond(encoded, full, time),
                    Measured.perSecond(encoded, new ImageIoDecode(geometry), time));
        }
    }

    private static Map<String, List<byte[]>> sorts(Photos photos, MadePhotos made) {
        Map<String, List<byte[]>> sorts = new LinkedHashMap<>();
        List<byte[]> originals = photos.bytes();
        sorts.put("the folder", originals);
        List<byte[]> first = originals.subList(0, Math.min(MADE, originals.size()));
        for (MadePhotos.Size size : MadePhotos.Size.values()) {
            for (String format : MadePhotos.FORMATS) {
                sorts.put(size.label() + " " + format, made.of(first, size, format));
            }
        }
        return sorts;
    }

    private static void put(Figures figures, String sort, Compared compared) {
        String key = sort.toLowerCase(Locale.ROOT).replace(' ', '_');
        figures.put(key + "_ours_per_s", compared.ours())
                .put(key + "_full_per_s", compared.full())
                .put(key + "_imageio_per_s", compared.imageIo());
    }

    private static String[] row(String sort, Compared compared) {
        return new String[] {
            sort,
            number(compared.ours(), "%.0f"),
            number(compared.full(), "%.0f"),
            number(compared.imageIo(), "%.0f"),
            number(compared.ours() / compared.full(), "%.2f"),
            compared.imageIo() == 0 ? "–" : number(compared.ours() / compared.imageIo(), "%.2f")
        };
    }

    private static String number(double value, String format) {
        return value == 0 ? "–" : String.format(Locale.ROOT, format, value);
    }
}
