package io.afterimage.trainer.http;

import io.afterimage.service.AllowedHosts;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers no other requests than those that {@link AllowedHosts} lets pass. */
@ApplicationScoped
public class HostGuard {
    private static final int BEFORE_ALL_ELSE = 1000;

    private final AllowedHosts hosts;

    HostGuard(@ConfigProperty(name = "afterimage.allowed-hosts") List<String> hosts) {
        this.hosts = new AllowedHosts(hosts);
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
            Answers.refuse(
                    exchange,
                    new Refusal(
                            403,
                            "HOST_NOT_ALLOWED",
                            "add the host name to afterimage.allowed-hosts if it is this service's"));
        }
    }
}
