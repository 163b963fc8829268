package io.afterimage.trainer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.review.Frames;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenamesTest {
    private static final Instant LONG_AGO = Frames.NOON.minus(Duration.ofDays(90));

    private final Renames renames = new Renames(() -> Frames.NOON);

    @Test
    void whatWasRenamedLongAgoIsFoundOnRecordInWhateverOrder() {
        Renames other = new Renames(() -> Frames.NOON);

        renames.heard(renamed("cat", "kitten"), LONG_AGO);
        renames.heard(renamed("kitten", "Siamese"), LONG_AGO.plusSeconds(60));
        other.heard(renamed("kitten", "Siamese"), LONG_AGO.plusSeconds(60));
        other.heard(renamed("cat", "kitten"), LONG_AGO);

        assertThat(renames.ofModel("CAT")).isEqualTo("Siamese").isEqualTo(other.ofModel("CAT"));
        assertThat(renames.ofModel("Siamese")).isEqualTo("Siamese").isEqualTo(other.ofModel("Siamese"));
    }

    @Test
    void aNameThatIsTakenBackIsAClassAgain() {
        renames.heard(renamed("cat", "kitten"), LONG_AGO);
        renames.heard(renamed("kitten", "cat"), LONG_AGO.plusSeconds(60));

        assertThat(renames.ofModel("cat")).isEqualTo("cat");
        assertThat(renames.ofModel("kitten")).isEqualTo("cat");
    }

    @Test
    void anOldNameIsAClassAgainOncePeopleMakeOneOfItAndNotWhileItMayStillStandOnAPage() {
        renames.heard(named("cat"), LONG_AGO.minusSeconds(60));
        renames.heard(renamed("cat", "kitten"), LONG_AGO);
        renames.heard(named("cat"), LONG_AGO.plus(Duration.ofMinutes(59)));
        renames.heard(Feedback.newBuilder().setConfirmedClass("cat").build(), LONG_AGO.plus(Duration.ofDays(1)));
        assertThat(renames.ofModel("cat")).isEqualTo("kitten");

        renames.heard(named("cat"), LONG_AGO.plus(Duration.ofMinutes(61)));

        assertThat(renames.ofModel("cat")).isEqualTo("cat");
    }

    private static Feedback named(String name) {
        return Feedback.newBuilder().setTrueClass(name).build();
    }

    private static Feedback renamed(String from, String to) {
        return named(to).toBuilder().setRenamedFrom(from).build();
    }
}
