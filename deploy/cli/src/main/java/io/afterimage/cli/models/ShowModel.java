package io.afterimage.cli.models;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows all that is known of a version. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a version: what it takes and gives, where it comes from, and when it was live.")
final class ShowModel implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    @Parameters(paramLabel = "VERSION", description = "Its number, the beginning of its hash, or 'live'.")
    private String version = "";

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        LogAccess log = new LogAccess(cluster);
        ModelHistory history = log.history();
        ModelVersion found = LogAccess.find(history, version);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(ModelView.fields(found));
        fields.put("name", found.name());
        fields.put("size", found.size());
        describe(read(log, found), fields);
        fields.put("promotions", promotions(history, found));
        String text = text(fields);
        if (found.gate() != null) {
            Map<String, Object> report = ReportView.report(log.reportOf(found.gate()));
            text += gateText(report);
            fields.put("gate", report);
        }
        output.result(fields, text);
        return 0;
    }

    private static String gateText(Map<String, Object> report) {
        String verdict = String.format(
                Locale.ROOT,
                "gate: %s: %s (test set %s, use %s)",
                report.get("verdict"),
                report.get("reason"),
                report.get("generation"),
                report.get("use"));
        return System.lineSeparator()
                + Printable.clean(verdict)
                + System.lineSeparator()
                + ReportView.text(ReportView.table(report));
    }

    private static ModelPackage read(LogAccess log, ModelVersion version) {
        try {
            return ModelPackage.read(log.packageOf(version));
        } catch (ModelRejectedException e) {
            throw new CommandException("Version " + version.number() + ": " + e.getMessage());
        }
    }

    private static void describe(ModelPackage model, Map<String, @Nullable Object> fields) {
        fields.put("width", model.geometry().width());
        fields.put("height", model.geometry().height());
        fields.put("resize", model.geometry().resize());
        fields.put("largest_batch", model.maxBatch() == 0 ? "any" : model.maxBatch());
        fields.put("embedding_size", model.embeddingSize());
        fields.put("preset", model.preprocessing().preset());
        fields.put("mean", model.preprocessing().mean());
        fields.put("std", model.preprocessing().std());
        fields.put("scale", model.preprocessing().scale());
        fields.put("colour", model.preprocessing().colour().name().toLowerCase(Locale.ROOT));
        fields.put("tensors", tensors(model));
        fields.put("lineage", model.lineage());
    }

    private static Map<String, String> tensors(ModelPackage model) {
        Map<String, String> tensors = new LinkedHashMap<>();
        tensors.put("normalized", model.tensors().normalized());
        tensors.put("logits", model.tensors().logits());
        tensors.put("embedding", model.tensors().embedding());
        tensors.put("head_weight", model.tensors().headWeight());
        tensors.put("head_bias", model.tensors().headBias());
        tensors.put("temperature", model.tensors().temperature());
        return tensors;
    }

    private static List<Map<String, Object>> promotions(ModelHistory history, ModelVersion version) {
        List<Map<String, Object>> promotions = new ArrayList<>();
        for (ModelHistory.Promotion promotion : history.promotions()) {
            if (promotion.version().equals(version.version())) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("at", promotion.at().toString());
                fields.put("author", promotion.author());
                fields.put("reason", promotion.reason());
                fields.put("rollback", promotion.rollback());
                promotions.add(fields);
            }
        }
        return promotions;
    }

    private static String text(Map<String, @Nullable Object> fields) {
        return fields.entrySet().stream()
                .map(field -> Printable.clean(
                        String.format(Locale.ROOT, "%-15s %s", field.getKey(), shortened(field.getValue()))))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String shortened(@Nullable Object value) {
        if (value instanceof List<?> list) {
            String first = list.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining("; "));
            return list.size() <= MOST_SHOWN ? first : first + "; and " + (list.size() - MOST_SHOWN) + " more";
        }
        return value == null ? "-" : value.toString();
    }
}
