package io.afterimage.classifier.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deaths are played by taking the folder as it is while the guard is open: that is what a dead process leaves. */
class CrashGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ImagePosition BAD = new ImagePosition(1, 7, 1000);
    private static final ImagePosition GOOD = new ImagePosition(2, 7, 1000);

    private final List<CrashGuard> open = new ArrayList<>();

    @TempDir
    private Path parent;

    private int lives;

    @AfterEach
    void close() throws IOException {
        for (CrashGuard guard : open) {
            guard.close();
        }
    }

    @Test
    void anImageThatKillsTwiceAloneIsRefusedAndTheOneBesideItIsNot() throws IOException {
        CrashGuard first = begin(NOW);
        first.enter(GOOD);
        first.enter(BAD);

        CrashGuard second = afterDeath(NOW);
        assertThat(second.runsAlone(GOOD)).isTrue();
        assertThat(second.runsAlone(BAD)).isTrue();
        second.enter(GOOD).close();
        second.enter(BAD).enters(Stage.INFERENCE);

        CrashGuard third = afterDeath(NOW);
        assertThat(third.runsAlone(GOOD)).isFalse();
        assertThat(third.refusal(BAD)).isEmpty();
        third.enter(BAD).enters(Stage.INFERENCE);

        CrashGuard fourth = afterDeath(NOW);
        assertThat(fourth.refusal(GOOD)).isEmpty();
        assertThat(fourth.refusal(BAD))
                .contains(new Rejection(
                        RejectionReason.NATIVE_CRASH,
                        "3 processes died while this image was in native code, 2 of them with no other image there; "
                                + "at last in INFERENCE"));
    }

    @Test
    void aRefusedImageStaysRefusedAsItsDeadLetterMayNotBeCommitted() throws IOException {
        convict(BAD);

        assertThat(afterDeath(NOW).refusal(BAD)).isPresent();
        assertThat(afterDeath(NOW).refusal(BAD)).isPresent();
    }

    @Test
    void deathsInCompanyNeverCondemn() throws IOException {
        CrashGuard guard = begin(NOW);
        for (int death = 0; death < 10; death++) {
            guard.enter(new ImagePosition(0, death, 0));
            guard.enter(new ImagePosition(1, death, 0));
            guard = afterDeath(NOW);
            for (int image = 0; image <= death; image++) {
                assertThat(guard.refusal(new ImagePosition(0, image, 0))).isEmpty();
            }
        }
    }

    @Test
    void oneDeathAloneMayBeAKillAndIsForgivenOnceTheImageComesOut() throws IOException {
        begin(NOW).enter(GOOD);
        afterDeath(NOW).enter(GOOD);

        afterDeath(NOW).enter(GOOD).close();

        CrashGuard next = afterDeath(NOW);
        assertThat(next.runsAlone(GOOD)).isFalse();
        next.enter(GOOD);
        afterDeath(NOW).enter(GOOD);
        assertThat(afterDeath(NOW).refusal(GOOD)).isEmpty();
    }

    @Test
    void whatLeftNativeCodeBeforeTheDeathIsNotSuspect() throws IOException {
        CrashGuard guard = begin(NOW);
        guard.enter(GOOD).close();
        guard.enter(BAD);

        assertThat(afterDeath(NOW).runsAlone(GOOD)).isFalse();
    }

    @Test
    void anOrderlyEndLeavesNoSuspects() throws IOException {
        CrashGuard guard = begin(NOW);
        guard.enter(GOOD);

        guard.close();

        assertThat(afterDeath(NOW).runsAlone(GOOD)).isFalse();
    }

    @Test
    void aTopicMadeAnewHasOtherImagesAtTheSameOffsets() throws IOException {
        convict(BAD);

        ImagePosition sameOffset = new ImagePosition(BAD.partition(), BAD.offset(), BAD.receivedAt() + 1);
        assertThat(afterDeath(NOW).refusal(sameOffset)).isEmpty();
    }

    @Test
    void suspectsAreForgottenOnceTheTopicHasForgottenTheImage() throws IOException {
        convict(BAD);

        CrashGuard later = afterDeath(NOW.plus(SuspectList.KEPT).plusSeconds(1));

        assertThat(later.refusal(BAD)).isEmpty();
    }

    @Test
    void aSuspectWaitsUntilTheOthersAreOutAndTheyWaitForIt() throws Exception {
        begin(NOW).enter(BAD);
        CrashGuard guard = afterDeath(NOW);
        Guarded before = guard.enter(GOOD);
        CountDownLatch suspectIsIn = new CountDownLatch(1);
        CompletableFuture<Guarded> suspect = CompletableFuture.supplyAsync(() -> {
            Guarded entered = guard.enter(BAD);
            suspectIsIn.countDown();
            return entered;
        });
        await().until(guard::somebodyWaits);
        CompletableFuture<Long> after = CompletableFuture.supplyAsync(() -> {
            try (Guarded entered = guard.enter(new ImagePosition(3, 3, 3))) {
                return suspectIsIn.getCount();
            }
        });
        assertThat(suspect).isNotDone();

        before.close();
        Guarded alone = suspect.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(after).isNotDone();
        alone.close();

        assertThat(after.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it came in after the suspect")
                .isZero();
        assertThat(guard.runsAlone(BAD)).isFalse();
    }

    @Test
    void whoGetsNoTurnSaysSo() throws IOException {
        begin(NOW).enter(BAD);
        CrashGuard guard = open(leftovers(), Duration.ofMillis(1), NOW);
        guard.enter(GOOD);

        assertThatThrownBy(() -> guard.enter(BAD))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no turn");
    }

    @Test
    void aLivingProcessKeepsItsSlots() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("shared"));
        Process other = GuardingProcess.start(folder);
        try {
            CrashGuard guard = open(folder, PATIENCE, NOW);

            assertThat(guard.runsAlone(GuardingProcess.IMAGE)).isFalse();
        } finally {
            other.destroyForcibly().waitFor();
        }
        open.remove(0).close();

        assertThat(open(folder, PATIENCE, NOW).runsAlone(GuardingProcess.IMAGE)).isTrue();
    }

    @Test
    void whatIsForeignOrSpoiltInTheFolderStopsNothing() throws IOException {
        begin(NOW).enter(BAD);
        Path folder = leftovers();
        Files.write(folder.resolve("empty.slots"), new byte[0]);
        Files.write(folder.resolve("foreign.slots"), new byte[100_000]);
        Files.write(folder.resolve("text.slots"), List.of("hello"));
        Files.createDirectory(folder.resolve("folder.slots"));
        Files.write(
                folder.resolve("suspects"),
                List.of(
                        "",
                        "1 2",
                        "x y z a b c d",
                        "2 7 1000 1 1 DECODING 2026-01-01T00:00:00Z",
                        "1 1 1 1 1 NOWHERE 0"));

        CrashGuard guard = open(folder, PATIENCE, NOW);

        assertThat(guard.runsAlone(BAD)).isTrue();
        assertThat(guard.runsAlone(GOOD)).isTrue();
        assertThat(folder.resolve("text.slots")).exists();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidAtTheStart() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way");

        assertThatThrownBy(() -> open(file, PATIENCE, NOW)).isInstanceOf(IOException.class);
    }

    @Test
    void withoutRoomOnTheDiskItSaysSoAtTheStartAndLeavesNothingBehind() throws Exception {
        Path folder = parent.resolve("no-room");

        Process process = GuardingProcess.startWithoutRoom(folder);

        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("java.io.IOException: File too large");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(SlotFile.SUFFIX));
        }
    }

    @Test
    void theFilesBytesAreOnDiskBeforeTheyAreMapped() throws IOException {
        begin(NOW);

        try (Stream<Path> files = Files.list(folder(lives))) {
            Path slots = files.filter(file -> file.toString().endsWith(SlotFile.SUFFIX))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.size(slots)).isEqualTo(65 * 1024 - 960);
        }
    }

    private void convict(ImagePosition image) throws IOException {
        begin(NOW).enter(image);
        afterDeath(NOW).enter(image);
        afterDeath(NOW).enter(image);
        assertThat(afterDeath(NOW).refusal(image)).isPresent();
    }

    private CrashGuard begin(Instant now) throws IOException {
        return open(folder(++lives), PATIENCE, now);
    }

    private CrashGuard afterDeath(Instant now) throws IOException {
        return open(leftovers(), PATIENCE, now);
    }

    /** The folder as the process that lives now would leave it if it died now. */
    private Path leftovers() throws IOException {
        Path from = folder(lives);
        Path to = Files.createDirectories(folder(++lives));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private Path folder(int life) {
        return parent.resolve("life-" + life);
    }

    private CrashGuard open(Path folder, Duration patience, Instant now) throws IOException {
        CrashGuard guard = CrashGuard.open(folder, patience, Clock.fixed(now, ZoneOffset.UTC));
        open.add(guard);
        return guard;
    }
}
