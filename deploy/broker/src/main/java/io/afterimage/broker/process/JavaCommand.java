package io.afterimage.broker.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start this Java once more. */
public final class JavaCommand {
    private JavaCommand() {}

    /** The executable of the Java that runs this. */
    public static Path executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * A command line of this Java.
     *
     * @param arguments options, main class or {@code -jar}, and the program's own arguments
     */
    public static List<String> of(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable().toString());
        command.addAll(newerJavaOptions(Runtime.version().feature()));
        command.addAll(arguments);
        return command;
    }

    /** What later Javas must be told, so that native libraries and off-heap access work without a warning. */
    static List<String> newerJavaOptions(int feature) {
        List<String> options = new ArrayList<>();
        if (feature >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (feature >= 23) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }
}
