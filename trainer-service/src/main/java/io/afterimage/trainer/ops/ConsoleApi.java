package io.afterimage.trainer.ops;

import io.afterimage.service.Token;
import io.afterimage.trainer.http.Routes;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts and stops the {@link Console} with Quarkus, and adds its paths. */
@ApplicationScoped
public class ConsoleApi {
    private final Token token;
    private final Console console;
    private final ConsoleRoutes paths;

    ConsoleApi(TrainerConfig config, Service service, AccuracyApi accuracy) {
        token = Token.of(config.http().tokenFile());
        console = new Console(config, service::work);
        paths = new ConsoleRoutes(
                console,
                () -> service.work().map(Work::dataSet),
                accuracy::caughtUp,
                GateOptions.labelMap(config.gate()));
    }

    void mount(@Observes Router router) {
        paths.addTo(new Routes(router, token));
    }

    void start(@Observes StartupEvent event) {
        console.start();
    }

    /** Before Quarkus waits for the requests under way: a stream of events would never end by itself. */
    void release(@Observes ShutdownDelayInitiatedEvent event) {
        paths.release();
    }

    void stop(@Observes ShutdownEvent event) {
        console.close();
    }
}
