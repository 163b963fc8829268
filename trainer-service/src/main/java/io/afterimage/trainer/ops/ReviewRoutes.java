package io.afterimage.trainer.ops;

import io.afterimage.trainer.answer.AnswerDesk;
import io.afterimage.trainer.answer.AnswerFields;
import io.afterimage.trainer.answer.DisagreementFields;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.http.Bodies;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.review.Counts;
import io.afterimage.trainer.review.Entry;
import io.afterimage.trainer.review.EntryFields;
import io.afterimage.trainer.review.Reason;
import io.afterimage.trainer.review.ReviewSettings;
import io.afterimage.trainer.review.Wish;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/review}, {@code /v1/grid} and {@code /v1/feedback}: what people are asked, and what they say. */
final class ReviewRoutes {
    private static final int MOST_TAKEN = 10;
    private static final int MOST_IN_GRID = 100;
    private static final int USUAL_GRID = 60;
    private static final int MOST_ANSWERS = 1_000;
    private static final int MOST_DISAGREEMENTS = 500;
    private static final int USUAL_LIST = 100;
    private static final int ANSWERS_BYTES = 512 * 1024;

    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;

    /** @param dataSet of the elected trainer, which alone lends images; empty for any other */
    ReviewRoutes(Console console, Supplier<Optional<DataSet>> dataSet) {
        this.console = console;
        this.dataSet = dataSet;
    }

    void addTo(Routes routes) {
        routes.get("/v1/review", exchange -> counts());
        routes.post("/v1/review/take", this::take);
        routes.post("/v1/review/borrow", this::borrow);
        routes.post("/v1/review/keep", this::keep);
        routes.post("/v1/review/release", this::release);
        routes.get("/v1/review/answers", this::answers);
        routes.get("/v1/review/disagreements", this::disagreements);
        routes.get("/v1/grid", this::grid);
        routes.post("/v1/feedback", ANSWERS_BYTES, this::feedback);
    }

    private Map<String, ?> counts() {
        Counts counts = console.queue().counts();
        ReviewSettings settings = ReviewSettings.DEFAULTS;
        Map<String, Object> budget = new LinkedHashMap<>();
        budget.put("all", settings.most());
        budget.put("source", settings.perSource());
        budget.put("class", settings.perClass());
        budget.put("drawn", settings.mostDrawn());
        budget.put("draw_every", settings.drawEvery());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("waiting", counts.waiting());
        fields.put("taken", counts.taken());
        fields.put("done_today", counts.doneToday());
        fields.put("budget", budget);
        fields.put("by_source", counts.bySource());
        fields.put("by_class", counts.byClass());
        fields.put("by_reason", counts.byReason());
        return fields;
    }

    private Map<String, ?> take(RoutingContext exchange) {
        requireElected();
        ReviewForms.Take form = Bodies.read(exchange, ReviewForms.Take.class);
        String person = Parameters.person(form.person());
        int count = Parameters.within("count", form.count() == null ? 1 : form.count(), 1, MOST_TAKEN);
        Wish wish = new Wish(form.source(), form.name(), reason(form.reason()));
        List<Entry> entries = console.queue().take(person, count, wish);
        return Map.of(
                "entries", fields(entries), "left", console.queue().counts().waiting());
    }

    private Map<String, ?> borrow(RoutingContext exchange) {
        requireElected();
        ReviewForms.Ids form = Bodies.read(exchange, ReviewForms.Ids.class);
        List<String> ids = form.known();
        List<String> lent = console.queue().borrow(Parameters.person(form.person()), ids);
        return Map.of(
                "lent",
                lent,
                "taken",
                ids.stream().filter(id -> !lent.contains(id)).toList());
    }

    private Map<String, ?> keep(RoutingContext exchange) {
        ReviewForms.Ids form = Bodies.read(exchange, ReviewForms.Ids.class);
        List<String> ids = form.known();
        List<String> kept = console.queue().keep(Parameters.person(form.person()), ids);
        return Map.of(
                "kept",
                kept,
                "lost",
                ids.stream().filter(id -> !kept.contains(id)).toList());
    }

    private Map<String, ?> release(RoutingContext exchange) {
        ReviewForms.Ids form = Bodies.read(exchange, ReviewForms.Ids.class);
        console.queue().release(Parameters.person(form.person()), form.known());
        return Map.of("released", form.known().size());
    }

    private Map<String, ?> grid(RoutingContext exchange) {
        String name = Parameters.needed(exchange, "class");
        String person = Parameters.text(exchange, "person");
        if (person != null) {
            requireElected();
            var unused = Parameters.person(person);
            requireOwnPage(exchange);
        }
        int most = Parameters.number(exchange, "most", 1, MOST_IN_GRID, USUAL_GRID);
        List<Entry> items = console.queue().grid(name, Parameters.text(exchange, "source"), most, person);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("class", name);
        fields.put("items", fields(items));
        fields.put("left", console.queue().left(name));
        return fields;
    }

    private Map<String, ?> feedback(RoutingContext exchange) {
        ReviewForms.Answers form = Bodies.read(exchange, ReviewForms.Answers.class);
        String person = Parameters.person(form.person());
        AnswerDesk.Outcome outcome = console.desk().take(person, form.known(AnswerDesk.MOST));
        if (!outcome.unwritten().isEmpty()
                && outcome.taken().isEmpty()
                && outcome.refused().isEmpty()) {
            throw new Refusal(503, "BROKERS_UNAVAILABLE", "no answer was written; send them again");
        }
        return AnswerFields.of(outcome);
    }

    private Map<String, ?> answers(RoutingContext exchange) {
        int most = Parameters.number(exchange, "most", 1, MOST_ANSWERS, USUAL_LIST);
        return Map.of(
                "answers",
                console
                        .answers()
                        .find(Parameters.text(exchange, "person"), Parameters.text(exchange, "class"), most)
                        .stream()
                        .map(AnswerFields::of)
                        .toList());
    }

    private Map<String, ?> disagreements(RoutingContext exchange) {
        int most = Parameters.number(exchange, "most", 1, MOST_DISAGREEMENTS, USUAL_LIST);
        DataSet examples = dataSet.get().orElseThrow(NotElected::refusal);
        return Map.of(
                "images",
                DisagreementFields.of(examples.all(), console.answers().places(), most));
    }

    private List<Map<String, @Nullable Object>> fields(List<Entry> entries) {
        return entries.stream()
                .map(entry -> EntryFields.of(
                        entry, console.timeline().number(entry.label().model())))
                .toList();
    }

    /**
     * To lend is to change something, though it is a GET: no other site's page may have it done by an image's address.
     */
    private static void requireOwnPage(RoutingContext exchange) {
        String site = exchange.request().getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new Refusal(403, "SITE_NOT_ALLOWED", "only this service's own pages may borrow images");
        }
    }

    private void requireElected() {
        if (dataSet.get().isEmpty()) {
            throw NotElected.refusal();
        }
    }

    private static @Nullable Reason reason(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        try {
            return Reason.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Parameters.invalid("reason: UNSURE, DIVERSE, NEIGHBOURS or DRAWN");
        }
    }
}
