package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Photos;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.rig.Rig;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the plain loop in a process of its own. */
final class Ceiling {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration UNBOUNDED = Duration.ofMinutes(20);
    private static final int ALL = Integer.MAX_VALUE / 2;

    private final Rig rig;
    private final Path packageFile;
    private final Path images;
    private final String device;

    Ceiling(Rig rig, Path packageFile, Photos photos, String device) {
        this.rig = rig;
        this.packageFile = packageFile;
        this.images = rig.file("images.txt");
        this.device = device;
        try {
            Files.write(
                    images,
                    photos.files().stream()
                            .map(file -> file.toAbsolutePath().toString())
                            .toList());
        } catch (IOException e) {
            throw new CommandException("The list of images cannot be written: " + e.getMessage());
        }
    }

    /** A setting, and images a second with it. */
    record Tried(Setting setting, double perSecond) {}

    /** Tries settings, each for so long after a warm-up of as much. */
    List<Tried> search(List<Setting> settings, Duration each) throws InterruptedException {
        List<Rates> rates = measure(settings, ALL, ALL, each);
        List<Tried> tried = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            tried.add(new Tried(settings.get(i), rates.get(i).perSecond()));
        }
        return tried;
    }

    Rates run(Setting setting, int warmUp, int count) throws InterruptedException {
        return measure(List.of(setting), warmUp, count, UNBOUNDED).get(0);
    }

    private List<Rates> measure(List<Setting> settings, int warmUp, int count, Duration most)
            throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                packageFile.toString(),
                images.toString(),
                device,
                Integer.toString(warmUp),
                Integer.toString(count),
                Long.toString(most.toMillis())));
        settings.forEach(setting -> arguments.add(setting.argument()));
        ChildProcess process = start(arguments);
        if (!process.await(PATIENCE)) {
            process.kill();
        }
        List<Rates> rates = process.lastLines().stream()
                .filter(line -> line.startsWith(CeilingMain.RESULT))
                .map(line -> line.substring(CeilingMain.RESULT.length()).split(" ", -1))
                .map(parts -> new Rates(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])))
                .toList();
        if (rates.size() != settings.size()) {
            throw new CommandException("The plain loop did not end: " + String.join(" | ", process.lastLines()));
        }
        return rates;
    }

    private ChildProcess start(List<String> arguments) {
        try {
            return rig.programs().start(CeilingMain.class, Map.of(), arguments, rig.log("CeilingMain"));
        } catch (IOException e) {
            throw new CommandException("A process could not be started: " + e.getMessage());
        }
    }
}
