package io.afterimage.trainer.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.afterimage.events.DeadLetter;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Retraction;
import io.afterimage.events.v1.Side;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Unusable;
import io.afterimage.events.v1.Vote;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback to examples to files, on a real broker. */
class DataStageTest {
    @TempDir
    private Path folder = Path.of("");

    private TrainerTask task;

    @BeforeEach
    void open() {
        task = new TrainerTask(folder);
    }

    @AfterEach
    void close() {
        task.close();
    }

    @Test
    void whatAPersonSaysOfAnImageBecomesAnExampleAndItsFile() {
        byte[] image = TrainerTask.image(1);
        try (DataStage stage = task.stage()) {
            say("ada", task.send(image).setTrueClass("  tabby   cat "));
            task.awaitProcessed();

            Example example = task.example(image);
            assertThat(example.getLabel()).isEqualTo("tabby cat");
            assertThat(example.getImage().toByteArray()).isEqualTo(image);
            assertThat(example.getSource()).isEqualTo("folder");
            assertThat(example.getGroup()).isEqualTo(Sha256.hex(image));
            assertThat(example.getSide()).isNotEqualTo(Side.SIDE_UNSPECIFIED);
            await().untilAsserted(() -> assertThat(stage.dataSet().snapshot().entries())
                    .singleElement()
                    .extracting(SnapshotEntry::image)
                    .satisfies(file -> assertThat(file).hasBinaryContent(image)));
            assertThat(task.count("in", "none")).isEqualTo(1);
        }
    }

    @Test
    void peopleDisagreeAgreeAndTakeBack() {
        byte[] image = TrainerTask.image(2);
        Feedback.Builder about = task.send(image);
        try (DataStage stage = task.stage()) {
            say("ada", about.setTrueClass("cat"));
            task.awaitProcessed();
            Timestamp first = task.example(image).getFirstSeenAt();
            assertThat(first).isEqualTo(task.example(image).getCreatedAt());
            say("bob", about.setConfirmedClass("DOG"));
            task.awaitProcessed();
            assertThat(task.example(image).getStanding()).isEqualTo(Standing.TIED);
            assertThat(task.example(image).getLabel()).isEmpty();
            assertThat(stage.dataSet().snapshot().entries()).isEmpty();

            say("eve", about.setTrueClass("dog"));
            task.awaitProcessed();
            Example agreed = task.example(image);
            assertThat(agreed.getLabel()).isEqualTo("DOG");
            assertThat(agreed.getFirstSeenAt())
                    .as("when ada spoke, before all agreed")
                    .isEqualTo(first);
            assertThat(agreed.getCreatedAt()).isNotEqualTo(first);

            say("ada", about.setUnusable(Unusable.getDefaultInstance()));
            say("bob", about.setUnusable(Unusable.getDefaultInstance()));
            task.awaitProcessed();
            assertThat(task.example(image).getStanding()).isEqualTo(Standing.UNUSABLE);

            for (String person : new String[] {"ada", "bob", "eve"}) {
                say(person, about.setRetraction(Retraction.getDefaultInstance()));
            }
            task.awaitProcessed();
            assertThat(task.examples()).isEmpty();
            await().until(() -> stage.dataSet().all().isEmpty());
        }
    }

    @Test
    void anImageOfTheStoreAndOneThatOnlyItsIdNamesAreFound() throws Exception {
        byte[] inStore = TrainerTask.image(3);
        byte[] large = TrainerTask.image(4);
        byte[] bare = TrainerTask.image(5);
        Store store = new Store(task.store());
        store.put(Store.Kind.IMAGE, inStore);
        String key = store.put(Store.Kind.IMAGE, large);
        Feedback.Builder named = task.send(bare);
        task.label(named);
        try (DataStage stage = task.stage()) {
            say(
                    "import",
                    Feedback.newBuilder()
                            .setImageId(TrainerTask.id())
                            .setSha256(ByteString.copyFrom(Sha256.of(inStore)))
                            .setSource("archive")
                            .setTrueClass("cat"));
            say(
                    "ada",
                    task.send(ImageEvent.newBuilder()
                                    .setId(TrainerTask.id())
                                    .setSource("door")
                                    .setStoreKey(key)
                                    .build())
                            .setTrueClass("cat"));
            say("ada", Feedback.newBuilder().setImageId(named.getImageId()).setTrueClass("cat"));
            task.awaitProcessed();

            assertThat(task.example(inStore).getSource()).isEqualTo("archive");
            assertThat(task.example(large).getSource()).isEqualTo("door");
            assertThat(task.example(bare).getLabel()).isEqualTo("cat");
            assertThat(task.deadLetters()).isEmpty();

            task.expireImages();
            say("bob", Feedback.newBuilder().setImageId(named.getImageId()).setTrueClass("dog"));
            task.awaitProcessed();
            assertThat(task.example(bare).getStanding())
                    .as("the image was kept")
                    .isEqualTo(Standing.TIED);
            stage.check();
        }
    }

    @Test
    void whatCannotBeUsedIsADeadLetterWithItsReasonAndStopsNothing() throws Exception {
        byte[] image = TrainerTask.image(6);
        Feedback.Builder gone = task.send(TrainerTask.image(7)).setTrueClass("cat");
        task.expireImages();
        Feedback.Builder about = task.send(image).setTrueClass("cat");
        byte[] broken = Arrays.copyOf(TrainerTask.image(8), 200);
        try (DataStage stage = task.stage()) {
            task.send(task.topics().feedback(), "key", "garbage".getBytes(StandardCharsets.UTF_8));
            say("ada", Feedback.newBuilder().setImageId(TrainerTask.id()).setTrueClass("cat"));
            say("ada", gone);
            say("ada", task.send(broken).setTrueClass("cat"));
            say("ada", about.clone().setSha256(ByteString.copyFrom(new byte[32])));
            say("ada", moved(about, "topic-of-a-stranger", 0));
            say("ada", moved(about, task.topics().images().name(), 1_000_000));
            Feedback.Builder anew = about.clone();
            anew.getCoordinateBuilder().setTopicUuid("AAAAAAAAAAAAAAAAAAAAAA");
            say("ada", anew);
            say("ada", about.clone().setTrueClass("a\u0000b"));
            say("ada", about.clone().setTrueClass("x".repeat(10_000)));
            say("ada", about.clone().clearVerdict());
            say(
                    "ada",
                    Feedback.newBuilder()
                            .setImageId(TrainerTask.id())
                            .setSha256(ByteString.copyFrom(new byte[32]))
                            .setTrueClass("cat"));
            say("ada", about);
            task.awaitProcessed();

            assertThat(task.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactlyInAnyOrder(
                            "EVENT_MALFORMED",
                            "IMAGE_UNKNOWN",
                            "IMAGE_EXPIRED",
                            "IMAGE_TRUNCATED",
                            "IMAGE_CHANGED",
                            "IMAGE_UNKNOWN",
                            "IMAGE_UNKNOWN",
                            "IMAGE_CHANGED",
                            "CLASS_INVALID",
                            "CLASS_INVALID",
                            "EVENT_INVALID",
                            "STORE_OBJECT_MISSING");
            assertThat(task.deadLetters())
                    .noneMatch(DeadLetter::isImage)
                    .filteredOn(letter -> letter.reason().equals("IMAGE_EXPIRED"))
                    .extracting(DeadLetter::id)
                    .containsExactly(gone.getImageId());
            assertThat(task.examples().keySet()).containsExactly(Sha256.hex(image));
            assertThat(task.count("rejected", "IMAGE_CHANGED")).isEqualTo(2);
            stage.check();
        }
    }

    @Test
    void aLabelThatThereWasNoTimeToLookForIsNotCalledUnknownAndIsFoundByAReplay() {
        byte[] image = TrainerTask.image(20);
        Feedback.Builder about = task.send(image);
        task.label(about);
        try (DataStage hurried = task.stageWithoutTimeForLabels()) {
            say("ada", Feedback.newBuilder().setImageId(about.getImageId()).setTrueClass("cat"));
            task.awaitProcessed();
            assertThat(task.deadLetters()).extracting(DeadLetter::reason).containsExactly("LABEL_SEARCH_TIMED_OUT");
            hurried.check();
        }
        task.read(task.topics().deadLetters())
                .forEach(letter -> task.send(task.topics().feedback(), about.getImageId(), letter.value()));
        try (DataStage stage = task.stage()) {
            task.awaitProcessed();
            assertThat(task.example(image).getLabel()).isEqualTo("cat");
            assertThat(task.deadLetters()).hasSize(1);
            stage.check();
        }
    }

    @Test
    void whoNamesAnImageWronglyIsRefusedThoughOthersOfTheSameBatchNameItRightly() {
        byte[] image = TrainerTask.image(16);
        Feedback.Builder about = task.send(image).setTrueClass("cat");
        Feedback.Builder anew = about.clone();
        anew.getCoordinateBuilder().setTopicUuid("AAAAAAAAAAAAAAAAAAAAAA");
        say("ada", anew);
        say("bob", moved(about, "topic-of-a-stranger", 0));
        say("eve", about.clone().clearCoordinate());
        say("joe", about);
        try (DataStage stage = task.stage()) {
            task.awaitProcessed();

            assertThat(task.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactlyInAnyOrder("IMAGE_CHANGED", "IMAGE_UNKNOWN", "STORE_OBJECT_MISSING");
            assertThat(task.example(image).getVotesList())
                    .extracting(Vote::getPerson)
                    .containsExactly("joe");
            stage.check();
        }
    }

    @Test
    void whoNamesAKnownImageWronglyIsRefusedAndWhoNamesOneThatExpiredIsNot() throws Exception {
        byte[] image = TrainerTask.image(17);
        Feedback.Builder about = task.send(image).setTrueClass("cat");
        Feedback.Builder other = task.send(TrainerTask.image(18));
        Feedback.Builder anew = about.clone();
        anew.getCoordinateBuilder().setTopicUuid("AAAAAAAAAAAAAAAAAAAAAA");
        try (DataStage stage = task.stage()) {
            say("ada", about);
            task.awaitProcessed();

            say("bob", about.clone().setCoordinate(other.getCoordinate()));
            say("eve", about.clone().setImageId(other.getImageId()));
            say("kim", moved(about, "topic-of-a-stranger", 0));
            task.awaitProcessed();
            assertThat(task.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactlyInAnyOrder("IMAGE_CHANGED", "IMAGE_CHANGED", "IMAGE_UNKNOWN");

            task.expireImages();
            say("joe", about);
            say("lea", anew);
            task.awaitProcessed();
            assertThat(task.example(image).getVotesList())
                    .extracting(Vote::getPerson)
                    .containsExactlyInAnyOrder("ada", "joe", "lea");
            stage.check();
        }
    }

    @Test
    void classesThatDifferOnlyInCaseOrSpacesAreOne() {
        byte[] first = TrainerTask.image(9);
        byte[] second = TrainerTask.image(10);
        try (DataStage stage = task.stage()) {
            say("ada", task.send(first).setTrueClass("Hot Dog"));
            task.awaitProcessed();
        }
        try (DataStage stage = task.stage()) {
            say("ada", task.send(second).setTrueClass(" hot  dog"));
            say("ada", task.send(TrainerTask.image(15)).setTrueClass("egyptian CAT"));
            task.awaitProcessed();
            await().untilAsserted(() ->
                    assertThat(stage.dataSet().snapshot().classes()).containsExactly("Egyptian cat", "Hot Dog"));
        }
    }

    @Test
    void aRenamedClassIsNothingNewToLearnFrom() {
        byte[] image = TrainerTask.image(19);
        Feedback.Builder about = task.send(image);
        try (DataStage stage = task.stage()) {
            say("ada", about.setTrueClass("kitty"));
            say("bob", about.setTrueClass("kitty"));
            task.awaitProcessed();
            Timestamp agreed = task.example(image).getCreatedAt();

            about.setTrueClass("cat").setRenamedFrom("Kitty");
            say("ada", about);
            task.awaitProcessed();
            assertThat(task.example(image).getStanding()).isEqualTo(Standing.TIED);
            say("bob", about);
            say("eve", about);
            task.awaitProcessed();

            assertThat(task.example(image).getLabel()).isEqualTo("cat");
            assertThat(task.example(image).getCreatedAt()).isEqualTo(agreed);
            assertThat(task.example(image).getVotesList())
                    .as("who never said the old name says nothing by its renaming")
                    .extracting(Vote::getPerson)
                    .containsExactly("ada", "bob");
            stage.check();
        }
    }

    @Test
    void theDataSetIsTheSameAfterARestartAndFromNothingAndSayingItAgainWritesNothing() throws Exception {
        Feedback.Builder cat = task.send(TrainerTask.image(11)).setTrueClass("cat");
        Feedback.Builder dog = task.send(TrainerTask.image(12)).setTrueClass("dog");
        String hash;
        try (DataStage stage = task.stage()) {
            say("ada", cat);
            say("ada", dog);
            task.awaitProcessed();
            await().until(() -> stage.dataSet().all().size() == 2);
            hash = stage.dataSet().snapshot().hash();
            say("ada", cat);
            task.awaitProcessed();
            assertThat(task.read(task.topics().examples())).hasSize(2);
        }
        try (DataStage restarted = task.stage()) {
            assertThat(restarted.dataSet().snapshot().hash()).isEqualTo(hash);
        }
        Path data = task.config().trainingDir().resolve("data");
        Files.delete(data.resolve("read-to.json"));
        try (DataStage anew = task.stage()) {
            assertThat(anew.dataSet().snapshot().hash()).isEqualTo(hash);
        }
    }

    @Test
    void aTrainerThatAnotherReplacedWritesNothingMore() {
        byte[] image = TrainerTask.image(13);
        try (DataStage cutOff = task.stage()) {
            try (DataStage next = task.stage()) {
                say("ada", task.send(image).setTrueClass("cat"));
                task.awaitProcessed();
                await().untilAsserted(() -> assertThat(failureOf(cutOff)).isInstanceOf(KafkaException.class));
                next.check();
            }
        }
        assertThat(task.read(task.topics().examples())).hasSize(1);
    }

    @Test
    void strangersRecordsOnTheExamplesTopicArePassedOver() {
        task.send(task.topics().examples(), "../../escape", TrainerTask.image(14));
        task.send(task.topics().examples(), Sha256.hex(new byte[0]), "garbage".getBytes(StandardCharsets.UTF_8));
        try (DataStage stage = task.stage()) {
            DataSet dataSet = stage.dataSet();
            assertThat(dataSet.all()).isEmpty();
            stage.check();
        }
    }

    private void say(String person, Feedback.Builder feedback) {
        task.say(feedback.clone().setPerson(person));
    }

    private static Feedback.Builder moved(Feedback.Builder about, String topic, long offset) {
        Feedback.Builder moved = about.clone();
        moved.getCoordinateBuilder().setTopic(topic).setOffset(offset);
        return moved;
    }

    private static RuntimeException failureOf(DataStage stage) {
        try {
            stage.check();
            return new IllegalStateException("It still works");
        } catch (RuntimeException e) {
            return e;
        }
    }
}
