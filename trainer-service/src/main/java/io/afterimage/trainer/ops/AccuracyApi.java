package io.afterimage.trainer.ops;

import io.afterimage.events.Topics;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.service.ClientSettings;
import io.afterimage.service.Token;
import io.afterimage.trainer.estimate.AccuracyFields;
import io.afterimage.trainer.estimate.Book;
import io.afterimage.trainer.estimate.FeedbackWatch;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/accuracy}: how good a version is on what it really sees. Reads the topics only when asked. */
@ApplicationScoped
public class AccuracyApi {
    /** One request may read so long; the next goes on from there. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TrainerConfig config;
    private final LabelMap map;
    private @Nullable FeedbackWatch watch;

    AccuracyApi(TrainerConfig config) {
        this.config = config;
        this.map = GateOptions.labelMap(config.gate());
    }

    void mount(@Observes Router router) {
        new Routes(router, Token.of(config.http().tokenFile())).get("/v1/accuracy", this::accuracy);
    }

    @PreDestroy
    synchronized void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /**
     * What was read of labels and feedback, up to now.
     *
     * @throws Refusal if that takes longer than one request may
     */
    public Book caughtUp() {
        FeedbackWatch watching = watch();
        if (!watching.catchUp(PATIENCE)) {
            throw new Refusal(503, "READING", "labels and feedback are still being read; ask again");
        }
        return watching.read();
    }

    private Map<String, ?> accuracy(RoutingContext exchange) {
        try {
            ModelVersion version = version(exchange.request().getParam("version", "live"));
            return AccuracyFields.of(version, caughtUp().of(version.version(), map));
        } catch (KafkaException e) {
            throw new Refusal(503, "BROKERS_UNAVAILABLE", "the brokers do not answer: " + e.getMessage());
        }
    }

    private ModelVersion version(String text) {
        Topics topics = new Topics(config.topicPrefix());
        ModelHistory history = new ModelLog(
                        ClientSettings.of(config.bootstrapServers(), config.clientProperties()),
                        topics.models(),
                        config.patience(),
                        Clock.systemUTC())
                .read();
        return (text.equals("live") ? history.live() : history.find(text))
                .orElseThrow(() -> new Refusal(
                        404, "VERSION_UNKNOWN", "no version is meant; give its number, its hash, or 'live'"));
    }

    private synchronized FeedbackWatch watch() {
        if (watch == null) {
            watch = new FeedbackWatch(
                    ClientSettings.of(config.bootstrapServers(), config.clientProperties()),
                    new Topics(config.topicPrefix()));
        }
        return watch;
    }
}
