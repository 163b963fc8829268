package io.afterimage.classifier.upload.http;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.afterimage.classifier.upload.answer.Problem;
import io.afterimage.classifier.upload.answer.ProblemType;
import io.afterimage.service.AllowedHosts;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers no other requests than those that {@link AllowedHosts} lets pass. */
@ApplicationScoped
public class HostGuard {
    private static final int BEFORE_ALL_ELSE = 1000;
    private static final Problem REFUSAL = Problem.of(
            ProblemType.HOST_NOT_ALLOWED, "add the host name to afterimage.allowed-hosts if it is this service's");

    private final AllowedHosts hosts;

    HostGuard(ClassifierConfig config) {
        hosts = new AllowedHosts(config.allowedHosts());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_ELSE);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String host = request.authority() == null ? null : request.authority().host();
        if (hosts.allow(host, request.getHeader("Origin"))) {
            exchange.next();
        } else {
            Answers.refuse(exchange, REFUSAL);
        }
    }
}
