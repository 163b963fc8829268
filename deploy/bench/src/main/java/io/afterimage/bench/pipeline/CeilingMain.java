package io.afterimage.bench.pipeline;

import io.afterimage.bench.measure.Processes;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process in which the ceiling is measured: a line of result for each setting. */
public final class CeilingMain {
    /** Begins a line of result: images a second, and milliseconds of processor time an image. */
    static final String RESULT = "RESULT ";

    private CeilingMain() {}

    /**
     * Measures once.
     *
     * @param arguments the package's file, a file with an image's path a line, the device, images of the warm-up, images
     *     to measure, most milliseconds to measure, settings
     */
    public static void main(String[] arguments) throws Exception {
        byte[] file = Files.readAllBytes(Path.of(arguments[0]));
        ModelPackage metadata = ModelPackage.read(file);
        List<byte[]> images = new ArrayList<>();
        for (String path : Files.readAllLines(Path.of(arguments[1]))) {
            images.add(Files.readAllBytes(Path.of(path)));
        }
        int warmUp = Integer.parseInt(arguments[3]);
        int count = Integer.parseInt(arguments[4]);
        Duration most = Duration.ofMillis(Long.parseLong(arguments[5]));
        for (String argument : List.of(arguments).subList(6, arguments.length)) {
            Setting setting = Setting.parse(argument);
            try (LoadedModel model = Models.open(file, metadata, arguments[2], setting.threadsOfRun())) {
                PlainLoop loop = new PlainLoop(images, model, metadata.geometry());
                measure(loop, setting, warmUp, count, most);
            }
        }
    }

    private static void measure(PlainLoop loop, Setting setting, int warmUp, int count, Duration most)
            throws InterruptedException {
        var unused = loop.run(setting, warmUp, most);
        Duration before = cpu();
        long begun = System.nanoTime();
        double perSecond = loop.run(setting, count, most);
        double images = perSecond * (System.nanoTime() - begun) / 1e9;
        System.out.println(RESULT + perSecond + " " + cpu().minus(before).toNanos() / 1e6 / images);
    }

    private static Duration cpu() {
        return Processes.cpu(List.of(ProcessHandle.current()));
    }
}
