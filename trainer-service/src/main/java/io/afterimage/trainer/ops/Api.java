package io.afterimage.trainer.ops;

import io.afterimage.trainer.http.Routes;
import io.afterimage.trainer.http.Token;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The trainer's paths under {@code /v1}. What is asked of the elected trainer is refused by any other. */
@ApplicationScoped
public class Api {
    private final Token token;

    Api(TrainerConfig config) {
        token = Token.of(config.http().tokenFile());
    }

    void mount(@Observes Router router) {
        new Routes(router, token).refuseTheRest();
    }
}
