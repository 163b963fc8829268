package io.afterimage.trainer.run;

import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Why a run failed though its data may be in order; also the label of metrics. */
enum RunFailure {
    /** It took longer than a run may. */
    TIMEOUT("a run may take %s; allow more, or train with fewer epochs"),
    /** It needed more memory than a run may take. */
    OUT_OF_MEMORY("the run needed more memory than it may take; allow more, or train with fewer blocks or threads"),
    /** What the trainer does for a run needed more memory than the trainer may take. */
    TRAINER_OUT_OF_MEMORY(
            "the trainer needed more memory for the run than it may take (%s); start it with a larger heap"
                    + " (-Xmx) and run again"),
    /** There is no room on the disk. */
    DISK_FULL("there is no room on the disk of the training folder, or of the store (%s); make some and run again"),
    /** Native code did what the system ends a process for. */
    NATIVE_CRASH("the run's process crashed in native code (%s); run again with another preset or with --threads 1, and"
            + " report it if that crashes as well"),
    /** Signal 9, which nobody here sent: the system does so where memory is short. */
    KILLED("the run's process was killed, as the system does where memory is short; give the machine more, or train"
            + " with fewer blocks or threads, and run again"),
    /** The process ended without a word. */
    CRASHED("the run's process crashed (%s); run again, and look into the trainer's log if it crashes again"),
    /** Store, brokers or disk failed. */
    IO_FAILED("%s; run again, and look into the trainer's log if it fails again");

    /** What Java, C++ and libtorch say when the limit is reached. */
    private static final List<String> SAID_OF_MEMORY = List.of(
            "OutOfMemoryError",
            "insufficient memory",
            "Native memory allocation",
            "bad_alloc",
            "out of memory",
            "not enough memory",
            "Cannot allocate memory");

    private static final List<String> SAID_OF_DISK =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    /** Java that may write no core ends with 1, whatever signal struck it. */
    private static final String SAID_OF_A_CRASH = "A fatal error has been detected by the Java Runtime Environment";

    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;
    /** SIGILL, SIGABRT (which is how Java ends after the others), SIGBUS, SIGFPE, SIGSEGV. */
    private static final Set<Integer> CRASHES = Set.of(4, 6, 7, 8, 11);

    private final String message;

    RunFailure(String message) {
        this.message = message;
    }

    RunFailedException because(String detail) {
        return new RunFailedException(name(), String.format(message, detail));
    }

    /** Why a process ended that should not have. */
    static RunFailure of(int exit, String tail) {
        RunFailure said = of(tail);
        if (said != IO_FAILED) {
            return said;
        }
        if (exit == SIGNALLED + SIGKILL) {
            return KILLED;
        }
        return tail.contains(SAID_OF_A_CRASH) || CRASHES.contains(exit - SIGNALLED) ? NATIVE_CRASH : CRASHED;
    }

    static boolean isNamed(String category) {
        return Arrays.stream(values()).anyMatch(failure -> failure.name().equals(category));
    }

    /** What a failure in the trainer's own process comes to. */
    static RunFailedException ofTrainer(Throwable failure) {
        return failure instanceof OutOfMemoryError ? TRAINER_OUT_OF_MEMORY.because(words(failure)) : of(failure);
    }

    /** What a failure comes to, by what it and its causes say. */
    static RunFailedException of(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said.append(cause).append('\n');
        }
        return of(said.toString()).because(words(failure));
    }

    /** A failure in one line. Some have no message, and some say no more than the name of a file: then what it is comes first. */
    static String words(Throwable failure) {
        String message =
                Objects.toString(failure.getMessage(), "").lines().findFirst().orElse("");
        boolean silent = message.isBlank() || (failure instanceof FileSystemException file && file.getReason() == null);
        return silent ? (failure.getClass().getSimpleName() + " " + message).strip() : message;
    }

    private static RunFailure of(String said) {
        if (SAID_OF_DISK.stream().anyMatch(said::contains)) {
            return DISK_FULL;
        }
        return SAID_OF_MEMORY.stream().anyMatch(said::contains) ? OUT_OF_MEMORY : IO_FAILED;
    }
}
