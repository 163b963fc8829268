package io.afterimage.trainer.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers only requests that name an allowed host, and come from no page of another one: any web page can reach
 * loopback, by its own name made to resolve there.
 */
@ApplicationScoped
public class HostGuard {
    private static final int BEFORE_ALL_ELSE = 1000;

    private final Set<String> hosts;

    HostGuard(@ConfigProperty(name = "afterimage.allowed-hosts") List<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL_ELSE);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String host = request.authority() == null ? null : request.authority().host();
        String origin = request.getHeader("Origin");
        if (allows(host) && (origin == null || allows(hostOf(origin)))) {
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

    private boolean allows(@Nullable String host) {
        return host != null && hosts.contains(host);
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
