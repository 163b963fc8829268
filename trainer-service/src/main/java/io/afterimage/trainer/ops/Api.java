package io.afterimage.trainer.ops;

import io.afterimage.service.Token;
import io.afterimage.trainer.http.Routes;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/** The trainer's paths under {@code /v1}. What is asked of the elected trainer is refused by any other. */
@ApplicationScoped
public class Api {
    private final Token token;
    private final RunRoutes runs;

    Api(TrainerConfig config, Service service) {
        token = Token.of(config.http().tokenFile());
        runs = new RunRoutes(
                () -> service.work().map(Work::runs),
                config.run().preset(),
                TrainingStage.threads(config),
                InstantSource.system());
    }

    void mount(@Observes Router router) {
        Routes routes = new Routes(router, token);
        runs.addTo(routes);
        routes.refuseTheRest();
    }
}
