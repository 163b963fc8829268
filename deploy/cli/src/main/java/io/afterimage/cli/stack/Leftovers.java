package io.afterimage.cli.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Ends processes of a stack that are not children of this one, and knows when they are gone. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final long POLL_MILLIS = 50;
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Stops what still runs of a stack whose supervisor is gone, in reverse order, and says so. */
    static void stop(StackFile stack, Consumer<String> say) throws InterruptedException {
        List<StackFile.Service> services = new ArrayList<>(stack.services());
        Collections.reverse(services);
        for (StackFile.Service service : services) {
            if (service.process().handle().isPresent()) {
                say.accept("Stopping " + service.name() + ", process "
                        + service.process().pid() + ", which a supervisor that was killed left behind");
                end(service.process(), PATIENCE);
            }
        }
    }

    /**
     * Asks a process to end and kills it if it has not in time.
     *
     * @return whether it ended by itself
     */
    static boolean end(StackFile.Pid process, Duration patience) throws InterruptedException {
        process.handle().ifPresent(ProcessHandle::destroy);
        if (gone(process, patience)) {
            return true;
        }
        process.handle().ifPresent(ProcessHandle::destroyForcibly);
        gone(process, AFTER_KILL);
        return false;
    }

    private static boolean gone(StackFile.Pid process, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (process.handle().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
