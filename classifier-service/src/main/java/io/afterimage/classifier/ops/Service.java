package io.afterimage.classifier.ops;

import io.afterimage.service.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the {@link Classifier} with Quarkus. */
@ApplicationScoped
public class Service implements Health.Source {
    /** BSD's EX_SOFTWARE: whoever supervises the process should start it again. */
    private static final int FAILED = 70;

    private static final Duration END = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Classifier classifier;

    Service(
            ClassifierConfig config,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        String instance = hostName() + "-" + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        classifier = new Classifier(
                config,
                new Classifier.Identity(instance, "http://" + host + ":" + port),
                registry,
                () -> Quarkus.asyncExit(FAILED));
    }

    void start(@Observes StartupEvent event) {
        classifier.start();
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            classifier.close();
        } catch (RuntimeException e) {
            LOG.error("The classifier did not stop in order", e);
        }
        if (classifier.stuckRuns() > 0) {
            haltUnlessEnded();
        }
    }

    /** What ONNX Runtime does when the process ends may wait for a run that never comes back. */
    private static void haltUnlessEnded() {
        Thread halt = new Thread(
                () -> {
                    LockSupport.parkNanos(END.toNanos());
                    Runtime.getRuntime().halt(FAILED);
                },
                "halt");
        halt.setDaemon(true);
        halt.start();
    }

    /** How the classifier is now. Never blocks. */
    @Override
    public Health health() {
        return classifier.health();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
