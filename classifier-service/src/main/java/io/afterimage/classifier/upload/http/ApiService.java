package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.ops.Service;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts and stops the {@link Api} with Quarkus. */
@ApplicationScoped
public class ApiService {
    private final Api api;

    ApiService(ClassifierConfig config, Service service) {
        api = new Api(config, service::health);
    }

    void mount(@Observes Router router) {
        api.mount(router);
    }

    void start(@Observes StartupEvent event) {
        api.start();
    }

    /** Before Quarkus waits for the requests under way: a stream of events would never end by itself. */
    void release(@Observes ShutdownDelayInitiatedEvent event) {
        api.release();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        api.close();
    }
}
