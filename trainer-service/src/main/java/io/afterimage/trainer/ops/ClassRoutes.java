package io.afterimage.trainer.ops;

import io.afterimage.events.ClassNames;
import io.afterimage.events.v1.Feedback;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.answer.ClassList;
import io.afterimage.trainer.answer.ClassRename;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.http.Bodies;
import io.afterimage.trainer.http.Parameters;
import io.afterimage.trainer.http.Refusal;
import io.afterimage.trainer.http.Routes;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/classes}: which there are, and what they are called. */
final class ClassRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ClassRoutes.class);
    private static final int CHUNK = 500;

    private final Console console;
    private final Supplier<Optional<DataSet>> dataSet;

    /** @param dataSet of the elected trainer; empty for any other */
    ClassRoutes(Console console, Supplier<Optional<DataSet>> dataSet) {
        this.console = console;
        this.dataSet = dataSet;
    }

    void addTo(Routes routes) {
        routes.get("/v1/classes", exchange -> list());
        routes.post("/v1/classes/rename", this::rename);
    }

    private Map<String, ?> list() {
        List<String> live =
                console.timeline().history().live().map(ModelVersion::labels).orElse(List.of());
        return Map.of("classes", ClassList.of(examples().counts(), live, console.renames()::ofModel));
    }

    private Map<String, ?> rename(RoutingContext exchange) {
        ReviewForms.Rename form = Bodies.read(exchange, ReviewForms.Rename.class);
        String person = Parameters.person(form.person());
        String from = name("from", form.from());
        String to = name("to", form.to());
        if (ClassNames.key(from).equals(ClassNames.key(to))) {
            throw new Refusal(409, "CLASS_SAME", "names that differ only in case or spaces are one class already");
        }
        Instant now = console.clock().instant();
        List<Feedback> votes = ClassRename.votes(examples().all(), from, to, now);
        if (votes.isEmpty()) {
            throw new Refusal(404, "CLASS_UNKNOWN", "no example was ever called so");
        }
        console.renames().add(from, to, now);
        LOG.info("{} renames a class: {} votes are written anew", person, votes.size());
        write(votes);
        return Map.of("examples", votes.size());
    }

    private void write(List<Feedback> votes) {
        for (int begin = 0; begin < votes.size(); begin += CHUNK) {
            List<Feedback> chunk = votes.subList(begin, Math.min(votes.size(), begin + CHUNK));
            for (String failure : console.writer().write(chunk)) {
                if (!failure.isEmpty()) {
                    throw new Refusal(
                            503,
                            "BROKERS_UNAVAILABLE",
                            failure + "; some votes may be written already, rename once more for the others");
                }
            }
        }
    }

    private DataSet examples() {
        return dataSet.get().orElseThrow(NotElected::refusal);
    }

    private static String name(String key, @Nullable String name) {
        return Optional.ofNullable(name)
                .flatMap(ClassNames::tidy)
                .orElseThrow(() -> new Refusal(
                        400,
                        "CLASS_INVALID",
                        key + ": a class has 1 to " + ClassNames.LONGEST + " characters, none of them invisible"));
    }
}
