package io.afterimage.classifier.ops;

import io.afterimage.broker.process.ChildProcess;
import io.afterimage.broker.process.JavaCommand;
import io.afterimage.classifier.TestTask;
import io.afterimage.model.device.CpuDevice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole classifier, with a {@link DeadlyDecoder}, in a process of its own. */
final class ClassifierProcess {
    private ClassifierProcess() {}

    /** Starts one on a folder that holds its store and its state. */
    static ChildProcess start(String bootstrapServers, String prefix, Path folder) throws IOException {
        return ChildProcess.start(
                JavaCommand.of(List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClassifierProcess.class.getName(),
                        bootstrapServers,
                        prefix,
                        folder.toString())),
                Map.of(),
                folder.resolve("classifier.log"));
    }

    public static void main(String[] arguments) throws InterruptedException {
        ClassifierConfig config =
                TestTask.config(arguments[0], arguments[1], Path.of(arguments[2]), Map.of("afterimage.runners", "2"));
        Classifier classifier = new Classifier(
                config,
                new Classifier.Identity("test-" + UUID.randomUUID(), "http://localhost"),
                new SimpleMeterRegistry(),
                () -> Runtime.getRuntime().halt(70),
                new Classifier.NativeCode(index -> new CpuDevice(), DeadlyDecoder::new));
        Runtime.getRuntime().addShutdownHook(new Thread(classifier::close));
        classifier.start();
        Thread.currentThread().join();
    }
}
