package io.afterimage.bench.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.afterimage.bench.learn.Scene;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** Leaves the live page open and looks, minute by minute, whether it grows or falls behind. */
final class LiveWatch {
    /** Start of the names of the sources that it looks at. */
    static final String SOURCE = "live";

    private static final int SECONDS = 60;
    private static final double MILLIS = 1000;

    /** From an image's arrival at the broker to now, of each frame whose picture is on the screen. */
    private static final String AGES = """
            () => [...document.querySelectorAll('after-tile')]
              .filter((tile) => tile.label && tile.querySelector('img')?.complete)
              .map((tile) => Date.now() - Date.parse(tile.label.received_at))
            """;

    private final Scene stack;
    private final Visitor person;

    LiveWatch(Scene stack, Visitor person) {
        this.stack = stack;
        this.person = person;
    }

    /**
     * Watches while images come.
     *
     * @param minutes how long, from 1
     * @param sources how many are expected
     * @param each told of each minute
     */
    Seen watch(int minutes, int sources, Consumer<Minute> each) {
        List<Minute> all = new ArrayList<>();
        try (Page page = person.tab()) {
            page.navigate(stack.console("/live?source=" + SOURCE));
            page.locator("after-tile").nth(sources - 1).waitFor();
            CDPSession tools = person.tools(page);
            for (int number = 1; number <= minutes; number++) {
                double[] ages = new double[0];
                for (int second = 0; second < SECONDS; second++) {
                    page.waitForTimeout(MILLIS);
                    ages = DoubleStream.concat(Arrays.stream(ages), Arrays.stream(Numbers.of(page.evaluate(AGES))))
                            .toArray();
                }
                Minute minute = minute(number, tools, ages);
                all.add(minute);
                each.accept(minute);
            }
        }
        return new Seen(all);
    }

    private Minute minute(int number, CDPSession tools, double[] ages) {
        tools.send("HeapProfiler.enable");
        tools.send("HeapProfiler.collectGarbage");
        JsonObject heap = tools.send("Runtime.getHeapUsage");
        JsonObject nodes = tools.send("Memory.getDOMCounters");
        OptionalLong lag = stack.ask("/v1/live")
                .map(live -> live.path("summary").path("lag"))
                .filter(JsonNode::isNumber)
                .map(lags -> OptionalLong.of(lags.asLong()))
                .orElse(OptionalLong.empty());
        return new Minute(
                number,
                heap.get("usedSize").getAsDouble() / (1 << 20),
                nodes.get("nodes").getAsInt(),
                lag.orElse(-1),
                ages);
    }

    /**
     * One minute of the page.
     *
     * @param number from 1
     * @param heapMebibytes of the page's scripts, after a collection
     * @param nodes of the document
     * @param lag images that wait for a label; -1 where it was not known
     * @param ages of frames on the screen, in milliseconds
     */
    record Minute(int number, double heapMebibytes, int nodes, long lag, double[] ages) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "Minute %d: %.1f MiB, %d nodes, lag %d, a frame is %.0f ms old (p95)",
                    number,
                    heapMebibytes,
                    nodes,
                    lag,
                    Numbers.percentile(ages, 95));
        }
    }

    /** All of them. */
    record Seen(List<Minute> minutes) {
        void into(Figures figures) {
            double[] ages = minutes.stream()
                    .flatMapToDouble(minute -> Arrays.stream(minute.ages()))
                    .toArray();
            figures.put("live_minutes", minutes.size())
                    .put("frame_age_p50_ms", Numbers.percentile(ages, 50))
                    .put("frame_age_p95_ms", Numbers.percentile(ages, 95))
                    .put("heap_first_mib", minutes.get(0).heapMebibytes())
                    .put("heap_last_mib", minutes.get(minutes.size() - 1).heapMebibytes())
                    .put(
                            "lag_max",
                            minutes.stream().mapToLong(Minute::lag).max().orElse(-1));
        }

        Table table() {
            Table table = new Table("minute", "heap MiB", "nodes", "lag", "frame age p50 ms", "p95 ms");
            for (Minute minute : minutes) {
                table.row(
                        Integer.toString(minute.number()),
                        String.format(Locale.ROOT, "%.1f", minute.heapMebibytes()),
                        Integer.toString(minute.nodes()),
                        Long.toString(minute.lag()),
                        String.format(Locale.ROOT, "%.0f", Numbers.percentile(minute.ages(), 50)),
                        String.format(Locale.ROOT, "%.0f", Numbers.percentile(minute.ages(), 95)));
            }
            return table;
        }
    }
}
