package io.afterimage.bench.swap;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.Table;
import java.util.List;
import java.util.Locale;

/** The figures of a run with swaps, beside those without. */
final class SwapReport {
    /** Once both models were loaded a few times, buffers are there that stay. */
    private static final int SETTLED = 5;

    private final Ledger ledger;
    private final SwapRun.Swapped swapped;
    private final double steadyPerSecond;
    private final boolean known;

    /** @param promoted the versions that a label may name */
    SwapReport(Ledger ledger, SwapRun.Swapped swapped, Rates before, Rates after, List<String> promoted) {
        this.ledger = ledger;
        this.swapped = swapped;
        this.steadyPerSecond = (before.perSecond() + after.perSecond()) / 2;
        this.known = promoted.containsAll(ledger.models());
    }

    /** Whether each image has one label, of a version that was promoted. */
    boolean good() {
        return ledger.exact() && known;
    }

    Figures figures() {
        List<Long> memory = swapped.memory();
        Figures figures = new Figures()
                .put("images", ledger.images())
                .put("labels", ledger.labelled() + ledger.doubled())
                .put("lost", ledger.lost())
                .put("doubled", ledger.doubled())
                .put("dead_letters", ledger.rejected())
                .put("kills", 0)
                .put("swaps", swapped.swaps())
                .put("longest_gap_ms", ledger.longestGapMillis())
                .put("versions_seen", ledger.models().size())
                .put("only_promoted_versions", known)
                .put("swapped_per_s", swapped.rates().perSecond())
                .put("steady_per_s", steadyPerSecond)
                .put("ratio_to_steady", ratio())
                .put("resident_mib", memory);
        if (memory.size() > SETTLED) {
            figures.put("resident_mib_after_fifth", memory.get(SETTLED - 1))
                    .put("resident_mib_at_end", memory.get(memory.size() - 1));
        }
        return figures;
    }

    Table table() {
        return new Table("images", "lost", "doubled", "swaps", "longest gap ms", "images/s", "without swaps", "ratio")
                .row(
                        Integer.toString(ledger.images()),
                        Integer.toString(ledger.lost()),
                        Integer.toString(ledger.doubled()),
                        Integer.toString(swapped.swaps()),
                        Long.toString(ledger.longestGapMillis()),
                        number(swapped.rates().perSecond()),
                        number(steadyPerSecond),
                        String.format(Locale.ROOT, "%.3f", ratio()));
    }

    Table memory() {
        Table table = new Table("swap", "resident MiB after it");
        List<Long> memory = swapped.memory();
        for (int swap = 0; swap < memory.size(); swap++) {
            if (swap % SETTLED == SETTLED - 1 || swap == memory.size() - 1) {
                table.row(Integer.toString(swap + 1), Long.toString(memory.get(swap)));
            }
        }
        return table;
    }

    private double ratio() {
        return steadyPerSecond > 0 ? swapped.rates().perSecond() / steadyPerSecond : 0;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
