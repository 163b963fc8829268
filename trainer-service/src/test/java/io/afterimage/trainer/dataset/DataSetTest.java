package io.afterimage.trainer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private static final Change TIED = change("", Standing.TIED);

    @TempDir
    Path folder;

    @Test
    void goesOnAfterARestartWhereItWas() throws IOException {
        DataSet before = DataSet.open(folder, UUID);
        before.take(List.of(CAT, DOG, TIED), at(7));
        before.take(List.of(new Change(DOG.sha256(), null)), at(9));

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
    void countsWhatARunWouldLearnFromThatCameAfterAMoment() throws IOException {
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(
                List.of(
                        made(CAT, Side.TRAIN, noon),
                        made(DOG, Side.VALIDATION, noon.plusSeconds(1)),
                        made(change("cow", Standing.IN), Side.TEST, noon.plusSeconds(2)),
                        made(TIED, Side.TRAIN, noon.plusSeconds(2))),
                at(4));

        assertThat(dataSet.since(Instant.MIN)).isEqualTo(new NewLabels(2, noon));
        assertThat(dataSet.since(noon)).isEqualTo(new NewLabels(1, noon.plusSeconds(1)));
        assertThat(dataSet.since(noon.plusSeconds(1))).isEqualTo(new NewLabels(0, null));
    }

    private static Change made(Change change, Side side, Instant at) {
        Example example = Objects.requireNonNull(change.example());
        return new Change(
                change.sha256(),
                example.toBuilder()
                        .setSide(side)
                        .setCreatedAt(Times.timestamp(at))
                        .build());
    }

    @Test
    void whatIsTakenBackLeavesNoFile() throws IOException {
        DataSet dataSet = DataSet.open(folder, UUID);
        dataSet.take(List.of(CAT), at(1));
        Path image = dataSet.snapshot().entries().get(0).image();

        dataSet.take(List.of(new Change(CAT.sha256(), null)), at(2));

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
        Path journal = folder.resolve("journal");
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
        return new Change(Sha256.hex(image), example);
    }
}
