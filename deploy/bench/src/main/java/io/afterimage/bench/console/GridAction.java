package io.afterimage.bench.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.afterimage.bench.learn.Scene;
import io.afterimage.bench.report.Figures;
import io.afterimage.cli.CommandException;
import java.time.Duration;

/** Confirms with one key all that the grid shows of a class. */
final class GridAction {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private final Scene stack;
    private final Visitor person;

    GridAction(Scene stack, Visitor person) {
        this.stack = stack;
        this.person = person;
    }

    /** @param name of a class that the model gave to many images */
    Done confirm(String name) throws InterruptedException {
        int before = DoneToday.of(stack);
        try (Page page = person.tab()) {
            page.navigate(stack.console("/grid?class=" + name));
            Locator thumbnails = page.locator(".thumbnail");
            thumbnails.first().waitFor();
            int count = thumbnails.count();
            long begin = System.nanoTime();
            page.keyboard().press("Enter");
            stack.await(
                    "Not all that the grid confirmed is on record",
                    ARRIVAL,
                    () -> DoneToday.of(stack) >= before + count);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (DoneToday.of(stack) != before + count) {
                throw new CommandException("More than the " + count + " images of the grid were answered.");
            }
            return new Done(count, seconds);
        }
    }

    /**
     * What one key did.
     *
     * @param images that were confirmed
     * @param seconds until all were on record
     */
    record Done(int images, double seconds) {
        void into(Figures figures) {
            figures.put("grid_images", images).put("grid_seconds", seconds);
        }
    }
}
