package io.afterimage.trainer.ops;

import io.afterimage.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the {@link Trainer} with Quarkus. */
@ApplicationScoped
public class Service implements Health.Source {
    /** BSD's EX_SOFTWARE: whoever supervises the process should start it again. */
    private static final int WORK_FAILED = 70;

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Trainer trainer;

    Service(TrainerConfig config, MeterRegistry registry) {
        trainer = new Trainer(config, registry, () -> Quarkus.asyncExit(WORK_FAILED));
    }

    void start(@Observes StartupEvent event) {
        trainer.start();
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            trainer.close();
        } catch (RuntimeException e) {
            LOG.error("The trainer did not stop in order", e);
        }
    }

    /** How the trainer is now. Never blocks. */
    @Override
    public Health health() {
        return trainer.health();
    }

    /** What this trainer does while it is the one that works; empty while it is not. Never blocks. */
    public Optional<Work> work() {
        return trainer.work();
    }
}
