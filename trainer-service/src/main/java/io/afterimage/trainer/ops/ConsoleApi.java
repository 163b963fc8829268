package io.afterimage.trainer.ops;

import io.afterimage.service.Token;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.http.ApiDescription;
import io.afterimage.trainer.http.EventStreams;
import io.afterimage.trainer.http.Routes;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts and stops the {@link Console} with Quarkus, and adds its paths. */
@ApplicationScoped
public class ConsoleApi {
    private final Token token;
    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;
    private final EventStreams streams = new EventStreams();

    ConsoleApi(TrainerConfig config, Service service) {
        token = Token.of(config.http().tokenFile());
        console = new Console(config, service::work);
        dataSet = () -> service.work().map(Work::dataSet);
    }

    void mount(@Observes Router router) {
        Routes routes = new Routes(router, token);
        new LiveRoutes(console, streams).addTo(routes);
        new ImageRoutes(console.pictures(), dataSet).addTo(routes);
        new ReviewRoutes(console, dataSet).addTo(routes);
        new ClassRoutes(console, dataSet).addTo(routes);
        new ModelRoutes(console).addTo(routes);
        new LabelStudioRoutes(console).addTo(routes);
        routes.get("/v1/openapi.json", exchange -> ApiDescription.read());
    }

    void start(@Observes StartupEvent event) {
        console.start();
    }

    /** Before Quarkus waits for the requests under way: a stream of events would never end by itself. */
    void release(@Observes ShutdownDelayInitiatedEvent event) {
        streams.endAll();
    }

    void stop(@Observes ShutdownEvent event) {
        console.close();
    }
}
