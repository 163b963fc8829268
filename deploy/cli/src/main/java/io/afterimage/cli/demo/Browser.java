package io.afterimage.cli.demo;

import io.afterimage.broker.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of the desktop that somebody sits at. */
final class Browser {
    private static final Path NOWHERE = Path.of("/dev/null");

    private Browser() {}

    /**
     * Tries to open a page, and waits for nothing: some browsers stay in the foreground, and without one all goes on.
     *
     * @param page without secrets: other users of the machine see command lines
     */
    static void open(String page) {
        opener(System.getProperty("os.name"), System.getenv()).ifPresent(opener -> start(opener, page));
    }

    /**
     * The program that opens pages; empty where there is no desktop, or nobody sits at it.
     *
     * @param system name of the operating system, as Java has it
     */
    static Optional<String> opener(String system, Map<String, String> environment) {
        if (isSet(environment, "CI", "SSH_CONNECTION")) {
            return Optional.empty();
        }
        if (system.startsWith("Mac")) {
            return Optional.of("open");
        }
        return isSet(environment, "DISPLAY", "WAYLAND_DISPLAY") ? Optional.of("xdg-open") : Optional.empty();
    }

    private static boolean isSet(Map<String, String> environment, String... anyOf) {
        return Stream.of(anyOf)
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }

    private static void start(String opener, String page) {
        try {
            ChildProcess.startDetached(List.of(opener, page), NOWHERE);
        } catch (IOException e) {
            // The address is on the terminal as well.
            return;
        }
    }
}
