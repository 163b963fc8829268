package io.afterimage.trainer.ops;

import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.run.RunRecord;
import io.afterimage.trainer.run.RunStatus;
import io.afterimage.trainer.run.RunView;
import io.afterimage.trainer.run.Runs;
import io.afterimage.trainer.run.Runs.BusyException;
import io.afterimage.trainer.run.SettingsForm;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /v1/runs}: starts runs, tells of them, and cancels them. */
final class RunRoutes {
    private static final int MOST = 100;

    private final Supplier<Optional<Runs>> runs;
    private final Preset preset;
    private final int threads;
    private final InstantSource clock;

    /**
     * @param runs of the elected trainer; empty for any other
     * @param preset where none is asked for
     * @param threads where none are asked for
     */
    RunRoutes(Supplier<Optional<Runs>> runs, Preset preset, int threads, InstantSource clock) {
        this.runs = runs;
        this.preset = preset;
        this.threads = threads;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.get("/v1/runs", exchange -> list());
        routes.post("/v1/runs", this::start);
        routes.get("/v1/runs/:run", exchange -> RunView.whole(find(exchange), clock.instant()));
        routes.post("/v1/runs/:run/cancel", this::cancel);
    }

    private Runs runs() {
        return runs.get().orElseThrow(NotElected::refusal);
    }

    private Map<String, ?> list() throws IOException {
        return Map.of(
                "runs",
                runs().latest(MOST).stream()
                        .map(run -> RunView.of(run, clock.instant()))
                        .toList());
    }

    private Map<String, ?> start(RoutingContext exchange) throws IOException {
        String body = exchange.body().asString();
        try {
            Settings settings = SettingsForm.read(body == null ? "" : body).settings(preset, threads, clock);
            RunRecord begun = runs().start(settings, "by hand");
            return RunView.of(new RunStatus(begun, null, -1), clock.instant());
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "SETTINGS_INVALID", String.valueOf(e.getMessage()));
        } catch (BusyException e) {
            throw new Refusal(409, "RUN_IN_PROGRESS", String.valueOf(e.getMessage()));
        }
    }

    private RunStatus find(RoutingContext exchange) throws IOException {
        return runs().find(exchange.pathParam("run"))
                .orElseThrow(() ->
                        new Refusal(404, "RUN_UNKNOWN", "there is no such run; 'afterimage runs list' tells which"));
    }

    private Map<String, ?> cancel(RoutingContext exchange) throws IOException {
        RunStatus run = find(exchange);
        String id = run.record().run();
        return switch (runs().cancel(id)) {
            case ASKED -> RunView.of(run, clock.instant());
            case ENDED -> throw new Refusal(409, "RUN_ENDED", "run " + id + " has ended already");
            case TOO_LATE ->
                throw new Refusal(
                        409,
                        "RUN_PUBLISHED",
                        "run " + id
                                + " is being published, so it is too late; 'afterimage models rollback' takes a version back");
        };
    }
}
