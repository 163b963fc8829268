package io.afterimage.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import io.afterimage.trainer.dataset.DataSet.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
    private static final String UUID = "topic-uuid";
    private static final Change CAT = change("cat", Standing.IN);
    private static final Change DOG = change("dog", Standing.IN);
    private static final Change COW = change("cow", Standing.IN);
    private static final Change TIED = change("", Standing.TIED);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void goesOnAfterARestartWhereItWas() throws IOException {
        DataSet before = DataSet.open(folder, UUID);
        before.take(List.of(CAT, DOG, TIED), at(7));
        before.take(List.of(new Change(DOG.sha256(), 0, 8, null)), at(9));

        DataSet after = DataSet.open(folder, UUID);

        assertThat(after.positions()).isEqualTo(at(9));
        assertThat(after.all())
                .containsExactlyInAnyOrderElementsOf(before.all())
                .hasSize(2);
        assertThat(after.image(CAT.sha256())).isEqualTo("image of cat".getBytes(StandardCharsets.UTF_8));
        assertThat(after.snapshot()).isEqualTo(before.snapshot());
    }

    @Test
    void aSnapshotHoldsWhatIsInAndItsFiles() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(List.of(CAT, TIED), at(2));

        Snapshot snapshot = dataSet.snapshot();

        assertThat(snapshot.classes()).containsExactly("cat");
        assertThat(snapshot.entries()).hasSize(1);
        assertThat(snapshot.entries().get(0).image()).isAbsolute().hasContent("image of cat");
    }

    @Test
    void whatComesLateIsNewHoweverOldItIs() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(
                List.of(read(CAT, 0, Side.TRAIN, NOON), read(TIED, 1, Side.TRAIN, NOON), read(COW, 2, Side.TEST, NOON)),
                at(3));
        Positions used = dataSet.snapshot().read();
        assertThat(dataSet.since(Positions.NONE)).isEqualTo(new NewLabels(1, NOON));
        assertThat(dataSet.since(used)).isEqualTo(new NewLabels(0, null));

        Instant before = NOON.minusSeconds(60);
        dataSet.take(List.of(read(DOG, 3, Side.VALIDATION, before)), at(4));

        assertThat(dataSet.since(used)).isEqualTo(new NewLabels(1, before));
        assertThat(DataSet.open(folder, UUID).since(used)).as("after a restart").isEqualTo(new NewLabels(1, before));
        assertThat(dataSet.since(dataSet.snapshot().read()).count()).isZero();
    }

    @Test
    void anotherVoteOrANewNameOfTheClassIsNothingNewAndAnotherClassIs() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(List.of(read(CAT, 0, Side.TRAIN, NOON)), at(1));
        Positions used = dataSet.snapshot().read();

        dataSet.take(List.of(labelled(read(CAT, 1, Side.TRAIN, NOON), "kitten")), at(2));
        assertThat(dataSet.snapshot().classes()).containsExactly("kitten");
        assertThat(dataSet.since(used).count()).isZero();

        dataSet.take(List.of(labelled(read(CAT, 2, Side.TRAIN, NOON.plusSeconds(1)), "dog")), at(3));
        assertThat(dataSet.since(used).count()).isEqualTo(1);
    }

    @Test
    void aGroupIsAsOldAsItsFirstImageWhateverIsSaidLater() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        Instant later = NOON.plusSeconds(60);
        dataSet.take(
                List.of(
                        seen(read(TIED, 0, Side.TEST, NOON), "scene", NOON),
                        seen(read(CAT, 1, Side.TEST, later), "scene", later),
                        seen(read(DOG, 2, Side.TEST, later), "relabelled", NOON),
                        read(COW, 3, Side.TEST, later)),
                at(4));

        assertThat(dataSet.snapshot().entries())
                .extracting(SnapshotEntry::label, SnapshotEntry::firstSeen)
                .containsExactlyInAnyOrder(tuple("cat", NOON), tuple("dog", NOON), tuple("cow", later));
    }

    private static Change seen(Change change, String group, Instant at) {
        Example example = Objects.requireNonNull(change.example()).toBuilder()
                .setGroup(group)
                .setFirstSeenAt(Times.timestamp(at))
                .build();
        return new Change(change.sha256(), change.partition(), change.offset(), example);
    }

    @Test
    void whatWasUsedOfAnotherTopicIsNotUsed() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(List.of(read(CAT, 0, Side.TRAIN, NOON)), at(1));

        assertThat(dataSet.since(new Positions("another", Map.of(0, 9L))).count())
                .isEqualTo(1);
    }

    private static Change read(Change change, long offset, Side side, Instant at) {
        Example example = Objects.requireNonNull(change.example()).toBuilder()
                .setSide(side)
                .setCreatedAt(Times.timestamp(at))
                .build();
        return new Change(change.sha256(), 0, offset, example);
    }

    private static Change labelled(Change change, String label) {
        Example example = Objects.requireNonNull(change.example()).toBuilder()
                .setLabel(label)
                .build();
        return new Change(change.sha256(), change.partition(), change.offset(), example);
    }

    @Test
    void whatIsTakenBackLeavesNoFile() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(List.of(CAT), at(1));
        Path image = dataSet.snapshot().entries().get(0).image();

        dataSet.take(List.of(new Change(CAT.sha256(), 0, 1, null)), at(2));

        assertThat(image).doesNotExist();
        assertThat(dataSet.find(CAT.sha256())).isEmpty();
    }

    @Test
    void ofATopicThatWasMadeAnewNothingIsKept() throws IOException {
        DataSet.open(folder, UUID).take(List.of(CAT), at(1));

        DataSet anew = DataSet.open(folder, "another");

        assertThat(anew.all()).isEmpty();
        assertThat(anew.positions()).isEqualTo(new Positions("another", Map.of()));
        assertThat(anew.counts().examples()).isZero();
    }

    @Test
    void whatAKillLeftIsMended() throws IOException {
        DataSet before = DataSet.open(folder, UUID);
        before.take(List.of(CAT), at(1));
        Path journal = folder.resolve("entries");
        byte[] whole = Files.readAllBytes(journal);
        byte[] cut = Arrays.copyOf(whole, whole.length + 2);
        cut[whole.length] = 100;
        Files.write(journal, cut);
        Files.writeString(folder.resolve("images/half.partial"), "half");

        DataSet after = DataSet.open(folder, UUID);

        assertThat(after.all()).isEqualTo(before.all());
        assertThat(folder.resolve("images/half.partial")).doesNotExist();
    }

    @Test
    void anImageThatIsLostHasAllReadAgain() throws IOException {
        DataSet before = DataSet.open(folder, UUID);
        before.take(List.of(CAT, DOG), at(2));
        Files.write(before.snapshot().entries().get(0).image(), new byte[0]);

        assertThat(DataSet.open(folder, UUID).positions().next()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeUsedIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataSet.open(file, UUID))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("data set's folder");
    }

    private static Positions at(long next) {
        return new Positions(UUID, Map.of(0, next));
    }

    private static Change change(String label, Standing standing) {
        byte[] image = ("image of " + label).getBytes(StandardCharsets.UTF_8);
        Example example = Example.newBuilder()
                .setSha256(ByteString.copyFrom(Sha256.of(image)))
                .setImage(ByteString.copyFrom(image))
                .setLabel(label)
                .setGroup(label)
                .setSide(Side.TRAIN)
                .setStanding(standing)
                .addVotes(Vote.newBuilder().setPerson("ada").setLabel(label))
                .build();
        return new Change(Sha256.hex(image), 0, 0, example);
    }
}
