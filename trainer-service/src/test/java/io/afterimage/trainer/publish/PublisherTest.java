package io.afterimage.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.broker.TestBroker;
import io.afterimage.events.Sha256;
import io.afterimage.events.TopicAdmin;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelLog;
import io.afterimage.model.log.ModelLog.Authorship;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.gate.GateReport;
import io.afterimage.trainer.gate.GateSettings;
import io.afterimage.trainer.gate.TestUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real broker: what a candidate leaves in store and log. */
class PublisherTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Authorship ANNA = new Authorship("anna", "because");
    private static final String LIVE = "02".repeat(32);

    @TempDir
    private Path folder;

    private final Map<String, Object> client =
            Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers());
    private final Topics topics = new Topics("publish-" + UUID.randomUUID() + ".");
    private final ModelLog log = new ModelLog(client, topics.models(), TIMEOUT, Clock.systemUTC());
    private Store store;
    private Path file;

    @BeforeEach
    void aModelIsLive() throws Exception {
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin, TIMEOUT).create(List.of(topics.models()), Optional.empty());
        }
        ModelHistory seen =
                log.publish(ModelPublished.newBuilder().setVersion(LIVE).build(), ANNA);
        log.promote(seen.find(LIVE).orElseThrow(), seen, false, ANNA);
        store = new Store(folder.resolve("store"));
        file = Files.write(folder.resolve("candidate.onnx"), "a model".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRejectedCandidateIsOnRecordWithItsReport() throws Exception {
        Published published = publisher(log).publish(candidate("rejected"));

        ModelVersion version = log.read().find(published.version()).orElseThrow();
        GateUse gate = Objects.requireNonNull(version.gate());
        assertThat(version.state()).isEqualTo(ModelVersion.State.REJECTED);
        assertThat(version.parent()).isEqualTo(LIVE);
        assertThat(gate.use()).isEqualTo(3);
        assertThat(GateReport.read(store.read(Store.Kind.REPORT, gate.report(), 1 << 20)))
                .isEqualTo(report("rejected"));
        assertThat(store.read(Store.Kind.MODEL, version.version(), version.size()))
                .isEqualTo(Files.readAllBytes(file));
        assertThat(TestUse.next(log.read()).use()).isEqualTo(4);
    }

    @Test
    void aPromotedCandidateIsLive() throws Exception {
        Published published = publisher(log).publish(candidate("promoted"));

        assertThat(published.live()).isTrue();
        assertThat(published.version()).isEqualTo(Sha256.hex(Files.readAllBytes(file)));
        assertThat(log.read().live().orElseThrow().version()).isEqualTo(published.version());
        assertThat(publisher(log).resume()).isEmpty();
    }

    @Test
    void whatWasCutOffBeforeTheLogIsCompletedByTheNextStart() throws Exception {
        cutOffBeforeTheLog();

        List<Published> completed = publisher(log).resume();

        assertThat(completed).singleElement().satisfies(published -> assertThat(published.live())
                .isTrue());
        assertThat(log.read().live().orElseThrow().version())
                .isEqualTo(completed.get(0).version());
        assertThat(publisher(log).resume()).isEmpty();
    }

    @Test
    void whatWasCutOffBetweenItsTwoEntriesGetsTheSecondOnly() throws Exception {
        cutOffBeforeTheLog();
        String version = Sha256.hex(Files.readAllBytes(file));
        log.publish(
                ModelPublished.newBuilder().setVersion(version).setParent(LIVE).build(), ANNA);

        assertThat(publisher(log).resume()).singleElement().satisfies(one -> assertThat(one.live())
                .isTrue());
        assertThat(log.read().versions()).extracting(ModelVersion::version).containsExactly(LIVE, version);
    }

    @Test
    void whatWasCutOffAfterItsLastEntryWritesNothingMore() throws Exception {
        cutOffBeforeTheLog();
        Path note = folder.resolve("pending").resolve(Sha256.hex(Files.readAllBytes(file)) + ".json");
        byte[] kept = Files.readAllBytes(note);
        publisher(log).resume();
        ModelHistory whole = log.read();
        Files.write(note, kept);

        assertThat(publisher(log).resume()).singleElement().satisfies(one -> assertThat(one.live())
                .isTrue());
        assertThat(log.read().promotions()).isEqualTo(whole.promotions());
        assertThat(note).doesNotExist();
    }

    @Test
    void whatWasCutOffBetweenItsFilesAndTheNoteWasNeverThereAndCanBePublishedAgain() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("pending"), "");
        assertThatThrownBy(() -> publisher(log).publish(candidate("promoted"))).isInstanceOf(IOException.class);
        Files.delete(inTheWay);

        assertThat(publisher(log).resume()).isEmpty();
        assertThat(log.read().versions()).hasSize(1);
        assertThat(publisher(log).publish(candidate("promoted")).live()).isTrue();
    }

    /** One takes no byte; the other takes all, but cannot keep them. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/dev/null"})
    @EnabledOnOs(OS.LINUX)
    void whatCannotBeNotedForGoodIsNeverSeen(String disk) throws Exception {
        Path pending = Files.createDirectory(folder.resolve("pending"));
        String note = Sha256.hex(Files.readAllBytes(file)) + ".json";
        Files.createSymbolicLink(pending.resolve(note + ".part"), Path.of(disk));

        assertThatThrownBy(() -> publisher(log).publish(candidate("promoted"))).isInstanceOf(IOException.class);

        assertThat(log.read().versions()).hasSize(1);
        assertThat(pending).isEmptyDirectory();
        assertThat(publisher(log).publish(candidate("promoted")).live()).isTrue();
    }

    @Test
    void aHalfWrittenNoteIsPassedOver() throws Exception {
        Files.createDirectories(folder.resolve("pending"));
        Files.writeString(folder.resolve("pending/00.json"), "{\"run\": ");
        Files.writeString(folder.resolve("pending/11.partial"), "{");

        assertThat(publisher(log).resume()).isEmpty();
        assertThat(log.read().versions()).hasSize(1);
    }

    private void cutOffBeforeTheLog() {
        Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
        ModelLog unreachable = new ModelLog(nobody, topics.models(), Duration.ofSeconds(1), Clock.systemUTC());
        assertThatThrownBy(() -> publisher(unreachable).publish(candidate("promoted")))
                .isInstanceOf(KafkaException.class);
        assertThat(log.read().versions()).hasSize(1);
    }

    private Publisher publisher(ModelLog through) {
        return new Publisher(store, through, folder.resolve("pending"));
    }

    private Candidate candidate(String verdict) {
        return new Candidate(
                "run-1",
                file,
                "pets",
                List.of("cat", "dog"),
                LIVE,
                LIVE,
                report(verdict),
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static GateReport report(String verdict) {
        ModelScores none = new ModelScores("", List.of(), List.of());
        GateReport empty =
                new Gate(GateSettings.DEFAULT, LabelMap.NONE).judge(none, none, new TestUse(1, 3, Instant.MIN));
        return new GateReport(verdict, "because", List.of(), 1, 3, empty.alpha(), empty.settings(), empty.table());
    }
}
