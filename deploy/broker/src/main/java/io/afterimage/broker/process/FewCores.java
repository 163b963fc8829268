package io.afterimage.broker.process;

import java.nio.file.Path;
import java.util.List;

/**
 * Options of Java where cores are few: the serial collector, and no C2. It would compile Kafka's classes for minutes, on
 * a third of a core, while nearly all of the work that it takes the core from is native.
 */
public final class FewCores {
    private static final int FEW = 4;

    private FewCores() {}

    /** Of a process that only handles records. */
    public static List<String> options() {
        return options(Runtime.getRuntime().availableProcessors());
    }

    /**
     * Of a process that hashes images as well, which takes C1 15 times as long as C2.
     *
     * @param directives names what C2 may still compile, as JEP 165 has it
     */
    public static List<String> options(Path directives) {
        return options(Runtime.getRuntime().availableProcessors(), directives);
    }

    static List<String> options(int cores) {
        return cores > FEW ? List.of() : List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    static List<String> options(int cores, Path directives) {
        return cores > FEW
                ? List.of()
                : List.of(
                        "-XX:+UseSerialGC",
                        // Room for the images of a poll to die young: else they fill the old generation, which grows.
                        "-Xms320m",
                        "-Xmn192m",
                        "-XX:SurvivorRatio=2",
                        "-XX:+UnlockDiagnosticVMOptions",
                        // Until C2 has refused a method, C1's code of it counts its own calls, which slows it by a
                        // third.
                        "-XX:Tier4InvocationThreshold=200",
                        "-XX:Tier4MinInvocationThreshold=50",
                        "-XX:Tier4CompileThreshold=400",
                        "-XX:Tier4BackEdgeThreshold=4000",
                        "-XX:CompilerDirectivesFile=" + directives);
    }
}
