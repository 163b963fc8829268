package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Topics;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.service.Token;
import io.afterimage.trainer.estimate.Book;
import io.afterimage.trainer.estimate.FeedbackWatch;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.http.ApiDescription;
import io.afterimage.trainer.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private final Vertx vertx = Vertx.vertx();
    private final Routes routes = new Routes(Router.router(vertx), Token.of(Optional.empty()));

    @AfterEach
    void close() {
        var unused = vertx.close();
    }

    @Test
    void theDescriptionHasEveryPathAndNoOther() {
        TrainerConfig config = TrainerTask.config(Map.of("afterimage.bootstrap-servers", "127.0.0.1:1"));
        try (Console console = new Console(config, Optional::empty)) {
            Supplier<Book> none = () -> new FeedbackWatch(Map.of(), new Topics("")).read();
            new ConsoleRoutes(console, Optional::empty, none, LabelMap.NONE).addTo(routes);
            new RunRoutes(Optional::empty, Preset.AUTO, 1, InstantSource.system()).addTo(routes);
        }
        Set<String> added = new TreeSet<>(Set.of("GET /v1/accuracy"));
        routes.added().forEach(path -> added.add(path.replaceAll(":([a-z0-9]+)", "{$1}")));

        assertThat(described()).isEqualTo(added);
    }

    private static Set<String> described() {
        Set<String> described = new TreeSet<>();
        Map<?, ?> paths =
                (Map<?, ?>) Objects.requireNonNull(ApiDescription.read().get("paths"));
        paths.forEach((path, methods) -> ((Map<?, ?>) methods)
                .keySet()
                .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        return described;
    }
}
