package io.afterimage.cli.demo;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.feed.CameraEvents;
import io.afterimage.cli.feed.ImageSender;
import io.afterimage.cli.feed.Pace;
import io.afterimage.cli.feed.Picture;
import io.afterimage.scenes.Scenario;
import io.afterimage.scenes.Scene;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Simulated cameras that send what they see, on a thread of their own, until stopped. */
final class Traffic implements AutoCloseable {
    private static final String SOURCE = "camera";
    private static final Duration END = Duration.ofSeconds(30);

    private final Road road;
    private final ImageSender sender;
    private final Scoreboard board;
    private final Thread thread = new Thread(this::run, "traffic");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Scenario scenario = Scenario.DAY;
    /** Why it ended by itself. */
    private volatile @Nullable RuntimeException failure;

    /**
     * What there is to see.
     *
     * @param cameras that see something by turns
     * @param rate images a second
     * @param seed of the scenes
     */
    record Road(int cameras, double rate, long seed) {}

    /** @param sender is closed with this */
    Traffic(Road road, ImageSender sender, Scoreboard board) {
        this.road = road;
        this.sender = sender;
        this.board = board;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** From now on there is this to see. */
    void turn(Scenario next) {
        scenario = next;
    }

    /**
     * Returns if all is well.
     *
     * @throws CommandException if images do not reach the brokers
     */
    void check() {
        RuntimeException why = failure;
        if (why != null || sender.failed() > 0) {
            throw new CommandException("The cameras cannot send: "
                    + (why == null ? sender.failure().map(Exception::getMessage).orElse("") : why.getMessage()));
        }
    }

    /**
     * Ends it, and returns once the brokers have all that was sent.
     *
     * @throws CommandException if they do not take it
     */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join(END.toMillis());
        check();
        if (thread.isAlive()) {
            throw new CommandException(
                    "The brokers have not taken what the cameras sent within " + END.toSeconds() + " s.");
        }
    }

    private void run() {
        try (CameraEvents events = new CameraEvents(SOURCE)) {
            Pace pace = new Pace(road.rate(), System.nanoTime());
            for (long number = 0; !await(pace.next(System.nanoTime())); number++) {
                Scene scene = scenario.scene(road.seed(), (int) (number % road.cameras()), number);
                Picture picture = events.of(scene, number);
                board.sent(
                        picture.event().getId(),
                        new Scoreboard.Shown(
                                scene.sign().label(), !scene.condition().byDay()));
                sender.send(picture.event(), picture.path());
                sender.drain(delivered -> {});
            }
            sender.flush();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Waits so long; whether it was stopped meanwhile. */
    private boolean await(long nanos) {
        try {
            return stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
