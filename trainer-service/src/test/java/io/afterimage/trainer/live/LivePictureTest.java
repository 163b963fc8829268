package io.afterimage.trainer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.afterimage.events.Times;
import io.afterimage.events.v1.ClassifierReport;
import io.afterimage.events.v1.Decision;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import io.afterimage.trainer.label.SeenLabel;
import io.afterimage.trainer.review.Frames;
import io.afterimage.trainer.stream.Broadcast;
import io.afterimage.trainer.stream.Event;
import io.afterimage.trainer.stream.EventQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LivePictureTest {
    private Instant now = Frames.NOON;
    private final Broadcast readers = new Broadcast(1);
    private final EventQueue reader = readers.add(() -> {});
    private final Timeline timeline = new Timeline();
    private final LivePicture live = new LivePicture(() -> now, timeline, readers, () -> "");

    @Test
    void ofEachSourceTheNewestLabelIsShownTheSourceHeardOfLastFirst() {
        label(1, "door");
        label(2, "gate");
        label(3, "door");

        assertThat(live.whole()).containsEntry("more", 0);
        assertThat(sources())
                .extracting(source -> source.get("source"), source -> id(source.get("label")))
                .containsExactly(tuple("door", Frames.id(3)), tuple("gate", Frames.id(2)));
    }

    @Test
    void aFilmstripHasTheLastFiftyTheNewestFirst() {
        for (int i = 0; i < 60; i++) {
            label(i, "door");
        }

        List<?> strip = list(live.filmstrip("door").get("labels"));

        assertThat(strip).hasSize(50);
        assertThat(id(strip.get(0))).isEqualTo(Frames.id(59));
        assertThat(list(live.filmstrip("nowhere").get("labels"))).isEmpty();
    }

    @Test
    void atTwoHundredLabelsASecondItSamplesAndSaysSo() {
        for (int i = 0; i < 2_000; i++) {
            now = Frames.NOON.plusMillis(5L * i);
            label(i, "camera " + i % 8);
        }
        now = Frames.NOON.plusSeconds(10);

        assertThat(live.summary())
                .containsEntry("labels_per_s", 200.0)
                .containsEntry("sampled", true)
                .containsEntry("sources", 8);
        assertThat(live.summary().get("shown_per_s"))
                .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                .isBetween(20.0, 30.0);
    }

    @Test
    void ofOneSourceNoMoreThanFourASecondAreShown() {
        for (int i = 0; i < 100; i++) {
            now = Frames.NOON.plusMillis(10L * i);
            label(i, "door");
        }

        assertThat(told("label")).hasSize(4);
    }

    @Test
    void whatIsOldIsRememberedButNeitherCountedNorTold() {
        live.label(Frames.unsure(1, "door", 0.1), now.minusSeconds(61));
        live.deadLetter("IMAGE_EMPTY", now.minusSeconds(61));

        assertThat(told("label")).isEmpty();
        assertThat(sources()).hasSize(1);
        assertThat(live.summary()).containsEntry("dead_letters", Map.of());
    }

    @Test
    void whatWentWrongInTheLastMinuteIsSeenAtOnce() {
        live.model(published("a"));
        live.model(promoted("a", ""));
        live.classifier("one", report("a", true));
        assertThat(health()).isEqualTo(Map.of("word", "good", "reasons", List.of()));

        live.deadLetter("IMAGE_TRUNCATED", now);

        assertThat(live.summary()).containsEntry("dead_letters", Map.of("IMAGE_TRUNCATED", 1));
        assertThat(health()).containsEntry("word", "attention");
        now = now.plusSeconds(61);
        live.classifier("one", report("a", true));
        assertThat(health()).containsEntry("word", "good");
    }

    @Test
    void withoutAModelOrAClassifierItIsBad() {
        assertThat(health()).containsEntry("word", "bad");
        assertThat(list(health().get("reasons"))).hasSize(2);
    }

    @Test
    void classifiersOfDifferentVersionsAreMixedUntilTheyAgreeOrAreGone() {
        live.classifier("one", report("a", true));
        live.classifier("two", report("b", true));
        assertThat(live.summary()).containsEntry("mixed", true);

        live.classifier("two", null);

        assertThat(live.summary()).containsEntry("mixed", false);
    }

    @Test
    void aSwapIsToldOnceAndAnEntryThatChangesNothingIsVoid() {
        live.model(published("a"));
        live.model(promoted("a", ""));
        live.model(promoted("a", "another"));

        assertThat(told("swap")).hasSize(1);
        assertThat(timeline.entries()).extracting(TimelineEntry::effective).containsExactly(true, true, false);
        assertThat(timeline.number("a")).isEqualTo(1);
        assertThat(timeline.number("b")).isZero();
    }

    @Test
    void aReaderIsToldHowThingsAreAndNobodyIsWithoutOne() {
        live.tick();
        live.tick();

        assertThat(told("summary")).hasSize(1);
        readers.remove(reader);
        live.tick();
        assertThat(told("summary")).isEmpty();
    }

    private void label(int number, String source) {
        SeenLabel frame = Frames.unsure(number, source, 0.1);
        live.label(
                SeenLabel.of(
                                source,
                                frame.label().toBuilder()
                                        .setDecision(Decision.UNSURE)
                                        .build())
                        .orElseThrow(),
                now);
    }

    private List<Event> told(String kind) {
        List<Event> told = new ArrayList<>();
        for (Event next = reader.take(); next != null; next = reader.take()) {
            if (next.kind().equals(kind)) {
                told.add(next);
            }
        }
        return told;
    }

    @SuppressWarnings("unchecked") // as the contract has it
    private List<Map<String, Object>> sources() {
        return (List<Map<String, Object>>) list(live.whole().get("sources"));
    }

    @SuppressWarnings("unchecked") // as the contract has it
    private Map<String, Object> health() {
        return (Map<String, Object>) Objects.requireNonNull(live.summary().get("health"));
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static @Nullable Object id(@Nullable Object label) {
        return ((Map<?, ?>) Objects.requireNonNull(label)).get("id");
    }

    private ClassifierReport report(String model, boolean ready) {
        return ClassifierReport.newBuilder()
                .setInstance(model)
                .setModel(model)
                .setReady(ready)
                .setAt(Times.timestamp(now))
                .build();
    }

    private ModelEntry published(String version) {
        return ModelEntry.newBuilder()
                .setAt(Times.timestamp(now))
                .setPublished(ModelPublished.newBuilder().setVersion(version))
                .build();
    }

    private ModelEntry promoted(String version, String expected) {
        return ModelEntry.newBuilder()
                .setAt(Times.timestamp(now))
                .setPromoted(ModelPromoted.newBuilder().setVersion(version).setExpectedLive(expected))
                .build();
    }
}
