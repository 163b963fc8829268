package io.afterimage.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Tells {@code /q/health/live}, {@code /q/health/started} and {@code /q/health/ready} how the service is. */
@ApplicationScoped
public class HealthChecks {
    private final Health.Source service;

    HealthChecks(Health.Source service) {
        this.service = service;
    }

    @Produces
    @Liveness
    HealthCheck live() {
        return () -> answer("work", service.health().live());
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> answer("topics", service.health().started());
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> answer("service", service.health().ready());
    }

    private HealthCheckResponse answer(String name, boolean up) {
        String reason = service.health().reason();
        var response = HealthCheckResponse.named(name).status(up);
        return (reason.isEmpty() ? response : response.withData("reason", reason)).build();
    }
}
