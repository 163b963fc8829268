package io.afterimage.classifier.crash;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an image that crashes native code from crashing it for ever. The record is read again after each crash, since
 * nothing of it was committed, so somebody must remember it:
 *
 * <ol>
 *   <li>Each image is noted on disk while it is in native code ({@link #enter}).
 *   <li>What a dead process left noted is suspect. A suspect runs alone: while it is in native code no other image is.
 *   <li>One that came out again is suspect no more. One with which two processes died while it was <i>alone</i> is
 *       refused ({@link #refusal}). Deaths in company do not count: a kill, a lack of memory or a power cut takes good
 *       images along, and would have to meet the same one twice in the moment that it runs alone.
 * </ol>
 *
 * Processes that share a folder share what they know when they start. A folder that does not outlive the process
 * protects from nothing. All methods may be called from any thread; one guard for a folder in a process.
 */
public final class CrashGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrashGuard.class);

    /** A process that looked at its own locked files would thereby give up the locks. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Duration patience;
    private final SlotFile slots;
    private final SuspectFile file;
    private final Queue<Guarded> free = new ArrayBlockingQueue<>(SlotFile.SLOTS);

    /** One for each image in native code; all of them for one that is there alone. Fair, so that it has its turn. */
    private final Semaphore turns = new Semaphore(SlotFile.SLOTS, true);

    /** Changed by whoever has all turns. */
    private volatile SuspectList suspects;

    private CrashGuard(Path folder, Duration patience, SlotFile slots, SuspectFile file, SuspectList suspects) {
        this.folder = folder;
        this.patience = patience;
        this.slots = slots;
        this.file = file;
        this.suspects = suspects;
        for (int slot = 0; slot < SlotFile.SLOTS; slot++) {
            free.add(new Guarded(this, slot));
        }
    }

    /**
     * Takes note of what dead processes left, and begins to guard.
     *
     * @param folder for the images of one topic; made if missing
     * @param patience how long an image waits for its turn in native code
     * @throws IOException if the folder cannot be written, as on a full disk: better said now than later
     */
    public static CrashGuard open(Path folder, Duration patience, Clock clock) throws IOException {
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        if (!OPEN.add(real)) {
            throw new IOException(real + " is guarded by this process already");
        }
        try {
            return begin(real, patience, clock);
        } catch (IOException | RuntimeException e) {
            OPEN.remove(real);
            throw e;
        }
    }

    private static CrashGuard begin(Path folder, Duration patience, Clock clock) throws IOException {
        SuspectFile file = new SuspectFile(folder.resolve("suspects"));
        try (FolderLock lock = FolderLock.take(folder)) {
            List<Path> read = new ArrayList<>();
            List<Victim> victims = victims(folder, read);
            SuspectList known = file.read().with(victims, clock.instant());
            if (!read.isEmpty()) {
                file.write(known);
            }
            for (Path done : read) {
                Files.deleteIfExists(done);
            }
            victims.forEach(victim -> LOG.warn(
                    "A process died with the image at {} in {}; it runs alone from now on",
                    victim.image(),
                    victim.stage()));
            return new CrashGuard(folder, patience, SlotFile.create(folder), file, known);
        }
    }

    /** Why an image must not enter native code again, if so. */
    public Optional<Rejection> refusal(ImagePosition image) {
        return suspects.isEmpty()
                ? Optional.empty()
                : suspects.find(image).filter(Suspect::convicted).map(CrashGuard::rejection);
    }

    /**
     * Whether an image runs alone. Who has images in native code and enters one of these as well waits for itself, in
     * vain.
     */
    public boolean runsAlone(ImagePosition image) {
        return !suspects.isEmpty() && suspects.contains(image);
    }

    /**
     * Notes that an image enters native code, in {@link Stage#DECODING}. Waits for its turn where it, or another one,
     * must be alone.
     *
     * @return to be closed, by any thread, once the image is out again
     * @throws IllegalStateException if its turn did not come in time
     */
    public Guarded enter(ImagePosition image) {
        boolean alone = runsAlone(image);
        await(alone ? SlotFile.SLOTS : 1);
        Guarded slot = free.remove();
        slot.fill(image, alone);
        return slot;
    }

    /** Ends in order: images that are still in native code are not to blame for what comes now. */
    @Override
    public void close() throws IOException {
        OPEN.remove(folder);
        slots.close();
    }

    /** Whether an image waits for its turn. */
    boolean somebodyWaits() {
        return turns.hasQueuedThreads();
    }

    SlotFile slots() {
        return slots;
    }

    void leave(Guarded slot, ImagePosition image, boolean alone) {
        if (alone) {
            acquit(image);
        }
        free.add(slot);
        turns.release(alone ? SlotFile.SLOTS : 1);
    }

    private void await(int count) {
        try {
            if (!turns.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("An image had no turn in native code within " + patience.toSeconds()
                        + " s, since one must be alone there");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an image waited for its turn", e);
        }
    }

    /** Forgets an image that came out alive, here and on disk; there it does no harm if the disk is full. */
    private void acquit(ImagePosition image) {
        suspects = suspects.without(image);
        try (FolderLock lock = FolderLock.take(folder)) {
            file.write(file.read().without(image));
        } catch (IOException e) {
            LOG.warn("The image at {} is suspect again after a restart: {}", image, e.toString());
        }
    }

    private static List<Victim> victims(Path folder, List<Path> read) throws IOException {
        List<Victim> victims = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SlotFile.SUFFIX)) {
            for (Path slots : files) {
                SlotFile.left(slots).ifPresent(left -> {
                    victims.addAll(left);
                    read.add(slots);
                });
            }
        }
        return victims;
    }

    private static Rejection rejection(Suspect suspect) {
        return new Rejection(
                RejectionReason.NATIVE_CRASH,
                suspect.deaths() + " processes died while this image was in native code, " + suspect.deathsAlone()
                        + " of them with no other image there; at last in " + suspect.stage());
    }
}
