package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Sha256;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.TestNetworks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Trains with all that is random, and says the hashes of the files. */
final class SameFile {
    private SameFile() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(hash(Path.of(arguments[0]), Snapshot.read(Path.of(arguments[1]))));
    }

    /** @param cache a folder that is not there yet */
    static String hash(Path cache, Snapshot snapshot) throws Exception {
        byte[] parent = TestNetworks.packaged(TestNetworks.residual(), 5);
        Settings blocks = new Settings(Preset.FINETUNE, 3, 2, 3, 1e-3, 1, true, 1, .2, .1, .1, null);
        Settings scratch = new Settings(Preset.CNN, 3, 2, 3, 1e-3, null, true, null, null, null, null, 16);
        return Sha256.hex(tuner(Settings.of(Preset.HEAD, 3, 2), cache)
                        .tune(snapshot, parent)
                        .file())
                + Sha256.hex(tuner(blocks, cache).tune(snapshot, parent).file())
                + Sha256.hex(tuner(scratch, cache).tune(snapshot, null).file());
    }

    private static FineTuner tuner(Settings settings, Path cache) {
        return new FineTuner(settings, new Cache(cache.resolve("features"), 1 << 24), any -> {});
    }

    static String inAnotherProcess(Path cache, Snapshot snapshot) throws Exception {
        Path file = Files.createDirectories(cache).resolve("snapshot.json");
        snapshot.write(file);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameFile.class.getName(),
                        cache.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return said.lines().reduce("", (before, line) -> line);
        } finally {
            process.destroyForcibly();
        }
    }
}
