package io.afterimage.trainer.ops;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog.Authorship;
import io.afterimage.model.log.ModelLogException;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.http.Bodies;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.live.Timeline;
import io.afterimage.trainer.run.Comparisons.Pair;
import io.afterimage.trainer.run.Comparisons.State;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: the timeline, what is known of each version, and which is live. */
final class ModelRoutes {
    private static final int LONGEST_REASON = 500;

    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;
    private final GateReports reports;

    /** @param dataSet of the elected trainer; empty for any other */
    ModelRoutes(Console console, Supplier<Optional<DataSet>> dataSet) {
        this.console = console;
        this.dataSet = dataSet;
        reports = new GateReports(console.store());
    }

    /**
     * A decision of a person.
     *
     * @param version number or hash of the one that is to be live; not of a rollback
     * @param expected hash of the live one as the person sees it, empty for none; absent: whichever is live
     */
    record Decision(
            @Nullable String version,
            @Nullable String expected,
            @Nullable String person,
            @Nullable String reason) {}

    /** Two versions, each by number, hash or {@code live}. */
    record Wish(@Nullable String a, @Nullable String b) {}

    void addTo(Routes routes) {
        routes.get("/v1/models", exchange -> timeline());
        routes.get("/v1/models/compare", this::compared);
        routes.post("/v1/models/compare", this::compare);
        routes.get("/v1/models/:version", this::show);
        routes.post("/v1/models/promote", this::promote);
        routes.post("/v1/models/rollback", this::rollback);
    }

    private Map<String, ?> timeline() {
        Timeline timeline = console.timeline();
        ModelHistory history = timeline.history();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("live", history.live().map(ModelVersion::version).orElse(null));
        fields.put(
                "entries",
                timeline.entries().stream()
                        .map(entry -> ModelFields.of(entry, timeline))
                        .toList());
        fields.put("versions", history.versions().stream().map(ModelFields::of).toList());
        return fields;
    }

    private Map<String, ?> show(RoutingContext exchange) throws IOException {
        ModelHistory history = console.timeline().history();
        ModelVersion version = find(history, exchange.pathParam("version"));
        Map<String, @Nullable Object> fields = ModelFields.of(version);
        fields.put("lineage", ModelFields.lineage(version, history));
        fields.put("report", reports.of(version).orElse(null));
        return fields;
    }

    private Map<String, ?> compared(RoutingContext exchange) throws IOException {
        ModelHistory history = console.timeline().history();
        ModelVersion before = find(history, Parameters.needed(exchange, "a"));
        ModelVersion after = find(history, Parameters.needed(exchange, "b"));
        Optional<Map<String, Object>> report = reports.of(after).filter(found -> GateReports.compares(found, before));
        return report.isPresent()
                ? comparison(before, after, Map.of("report", report.get()))
                : comparison(before, after, state(before, after));
    }

    private Map<String, ?> compare(RoutingContext exchange) {
        Wish wish = Bodies.read(exchange, Wish.class);
        ModelHistory history = console.timeline().history();
        ModelVersion before = find(history, wish.a());
        ModelVersion after = find(history, wish.b());
        DataSet examples = dataSet.get().orElseThrow(NotElected::refusal);
        if (!console.comparisons().begin(new Pair(before.version(), after.version()), examples.snapshot())) {
            throw new Refusal(409, "COMPARING", "two others are being compared; ask again when they are");
        }
        return comparison(before, after, state(before, after));
    }

    /** What people had compared, which no gate did. */
    private Map<String, ?> state(ModelVersion before, ModelVersion after) {
        State state = console.comparisons()
                .of(new Pair(before.version(), after.version()))
                .orElseThrow(
                        () -> new Refusal(404, "NOT_COMPARED", "no gate has compared the two; post them to do so"));
        if (state instanceof State.Failed failed) {
            throw new Refusal(422, "COMPARISON_FAILED", "the two cannot be compared: " + failed.reason());
        }
        return state instanceof State.Done done
                ? Map.of("report", Map.of("table", done.table()))
                : Map.of("progress", state);
    }

    private static Map<String, ?> comparison(ModelVersion before, ModelVersion after, Map<String, ?> more) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("a", ModelFields.of(before));
        fields.put("b", ModelFields.of(after));
        fields.putAll(more);
        return fields;
    }

    private Map<String, ?> promote(RoutingContext exchange) {
        Decision decision = Bodies.read(exchange, Decision.class);
        ModelHistory history = console.log().read();
        ModelVersion version = find(history, decision.version());
        String live = history.live().map(ModelVersion::version).orElse("");
        return decided(version, decision.expected() == null ? live : decision.expected(), false, decision);
    }

    private Map<String, ?> rollback(RoutingContext exchange) {
        Decision decision = Bodies.read(exchange, Decision.class);
        ModelHistory history = console.log().read();
        ModelVersion previous = history.previous()
                .orElseThrow(() ->
                        new Refusal(409, "NOTHING_BEFORE", "no version was live before the one that is live now"));
        String live = history.live().map(ModelVersion::version).orElse("");
        return decided(previous, decision.expected() == null ? live : decision.expected(), true, decision);
    }

    private Map<String, ?> decided(ModelVersion version, String expected, boolean rollback, Decision decision) {
        Authorship by = new Authorship(Parameters.person(decision.person()), reason(decision.reason()));
        try {
            ModelHistory history = console.log().promote(version, expected, rollback, by);
            return ModelFields.of(find(history, version.version()));
        } catch (ModelLogException e) {
            throw new Refusal(409, "NOT_PROMOTED", String.valueOf(e.getMessage()));
        }
    }

    /** The version that a person means. */
    static ModelVersion find(ModelHistory history, @Nullable String text) {
        return Optional.ofNullable(text)
                .flatMap(known -> known.equals("live") ? history.live() : history.find(known))
                .orElseThrow(() -> new Refusal(
                        404, "VERSION_UNKNOWN", "no version is meant; give its number, its hash, or 'live'"));
    }

    private static String reason(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl)) {
            throw Parameters.invalid("reason: one line of at most " + LONGEST_REASON + " characters");
        }
        return text;
    }
}
