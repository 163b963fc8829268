package io.afterimage.bench.console;

import com.microsoft.playwright.Page;
import io.afterimage.bench.learn.Scene;
import io.afterimage.bench.report.Figures;
import java.time.Duration;

/** Confirms images of the queue by key, each as soon as it is seen: the least time that a person can take. */
final class KeyedReview {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    /** From a key to the first picture on the screen that has the next image whole. */
    private static final String WATCH = """
            () => {
              window.shownAfter = [];
              document.addEventListener('keydown', () => {
                const pressed = performance.now();
                const before = document.querySelector('.stage img')?.currentSrc;
                const look = () => {
                  const image = document.querySelector('.stage img');
                  if (image && image.complete && image.naturalWidth > 0 && image.currentSrc !== before) {
                    requestAnimationFrame(() => window.shownAfter.push(performance.now() - pressed));
                  } else {
                    requestAnimationFrame(look);
                  }
                };
                requestAnimationFrame(look);
              }, true);
            }
            """;

    private static final String SEEN =
            "count => window.shownAfter.length === count && document.querySelector('.stage img')?.naturalWidth > 0";
    private static final String TIMES = "() => window.shownAfter";

    private final Scene stack;
    private final Visitor person;

    KeyedReview(Scene stack, Visitor person) {
        this.stack = stack;
        this.person = person;
    }

    /**
     * Confirms so many, and waits until all answers are on record.
     *
     * @param count of images, from 1; one more must wait
     */
    Times confirm(int count) throws InterruptedException {
        int before = DoneToday.of(stack);
        try (Page page = person.tab()) {
            page.navigate(stack.console("/review"));
            page.locator(".stage img").waitFor();
            page.evaluate(WATCH);
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                page.waitForFunction(SEEN, i);
                page.keyboard().press("Enter");
            }
            page.waitForFunction(SEEN, count);
            double seconds = (System.nanoTime() - begin) / 1e9;
            stack.await("Not all answers are on record", ARRIVAL, () -> DoneToday.of(stack) >= before + count);
            return new Times(Numbers.of(page.evaluate(TIMES)), seconds);
        }
    }

    /**
     * How long a person waited.
     *
     * @param shownMillis of each key, until the next image was seen
     * @param seconds for all
     */
    record Times(double[] shownMillis, double seconds) {
        void into(Figures figures) {
            figures.put("confirmed", shownMillis.length)
                    .put("next_image_p50_ms", Numbers.percentile(shownMillis, 50))
                    .put("next_image_p95_ms", Numbers.percentile(shownMillis, 95))
                    .put("next_image_max_ms", Numbers.percentile(shownMillis, 100))
                    .put("confirmed_seconds", seconds);
        }
    }
}
