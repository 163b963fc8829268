package io.afterimage.trainer.ops;

import io.afterimage.trainer.answer.AnswerDesk;
import io.afterimage.trainer.answer.AnswerFields;
import io.afterimage.trainer.answer.AnswerForm;
import io.afterimage.trainer.answer.Taken;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.labelstudio.Annotations;
import io.afterimage.trainer.labelstudio.Tasks;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** {@code /v1/label-studio}: the same work, done in another tool. */
final class LabelStudioRoutes {
    private static final int MOST_TASKS = 5_000;
    private static final int USUAL_TASKS = 1_000;
    /** An export of all tasks that are given out at once has about 1 kB a task. */
    private static final int BODY_BYTES = 8 << 20;

    private final Console console;

    LabelStudioRoutes(Console console) {
        this.console = console;
    }

    void addTo(Routes routes) {
        routes.list("/v1/label-studio/tasks", this::tasks);
        routes.post("/v1/label-studio/annotations", BODY_BYTES, this::annotations);
    }

    private List<Map<String, Object>> tasks(RoutingContext exchange) {
        int most = Parameters.number(exchange, "most", 1, MOST_TASKS, USUAL_TASKS);
        Tasks tasks = new Tasks(base(exchange));
        console.queue().waiting(most).forEach(tasks::add);
        console.answers().find(null, null, most).forEach(tasks::add);
        return tasks.all();
    }

    private Map<String, ?> annotations(RoutingContext exchange) {
        String body = exchange.body().asString();
        AnswerDesk.Outcome all = AnswerDesk.Outcome.empty();
        Annotations read = read(body == null ? "" : body);
        read.passedOver().forEach((task, why) -> all.refused().put(task, new Taken.Refused("EVENT_INVALID", why)));
        for (Map.Entry<String, List<AnswerForm>> person : read.answers().entrySet()) {
            AnswerDesk.Outcome outcome = console.desk().take(person.getKey(), person.getValue());
            all.taken().addAll(outcome.taken());
            all.refused().putAll(outcome.refused());
            all.unwritten().addAll(outcome.unwritten());
        }
        if (!all.unwritten().isEmpty()) {
            throw new Refusal(
                    503,
                    "BROKERS_UNAVAILABLE",
                    all.unwritten().size() + " answers were not written; send all again, none is written twice");
        }
        return AnswerFields.of(all);
    }

    private static Annotations read(String body) {
        try {
            return Annotations.read(body);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "BODY_INVALID", String.valueOf(e.getMessage()));
        }
    }

    /** Under the name by which this service was asked, which is one of those that it answers to. */
    private static String base(RoutingContext exchange) {
        HostAndPort host = exchange.request().authority();
        if (host == null) {
            return "";
        }
        String port = host.port() < 0 ? "" : ":" + host.port();
        return exchange.request().scheme() + "://" + host.host() + port;
    }
}
