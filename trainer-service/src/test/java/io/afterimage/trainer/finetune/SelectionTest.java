package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterimage.events.v1.Side;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private final List<SnapshotEntry> entries = new ArrayList<>();

    @Test
    void noExampleOfTheTestSideIsTaken() throws Exception {
        add("cat", Side.TRAIN, 5);
        add("cat", Side.VALIDATION, 2);
        add("cat", Side.TEST, 4);
        add("dog", Side.TRAIN, 5);
        add("dog", Side.VALIDATION, 2);
        Selection selection = select();
        assertThat(selection.training()).hasSize(10);
        assertThat(selection.validation()).hasSize(4);
        assertThat(selection.training())
                .extracting(example -> example.entry().side())
                .containsOnly(Side.TRAIN);
    }

    @Test
    void theParentsClassesStayInTheirPlacesAndNewOnesFollow() throws Exception {
        add("cat", Side.TRAIN, 5);
        add("ant", Side.TRAIN, 5);
        Selection selection = select("dog", "cat");
        assertThat(selection.labels()).containsExactly("dog", "cat", "ant");
        assertThat(selection.learned()).containsExactly("cat", "ant");
    }

    @Test
    void aParentOfOtherClassesGivesNone() throws Exception {
        add("cat", Side.TRAIN, 5);
        add("ant", Side.TRAIN, 5);
        assertThat(select("tabby", "hot dog").labels()).containsExactly("ant", "cat");
    }

    @Test
    void oneClassIsRefusedByName() {
        add("cat", Side.TRAIN, 500);
        assertFails(Reason.ONE_CLASS, "'cat'");
    }

    @Test
    void twoExamplesAreTooFew() {
        add("cat", Side.TRAIN, 1);
        add("dog", Side.TRAIN, 1);
        assertFails(Reason.TOO_FEW_EXAMPLES, "label more of cat, dog");
    }

    @Test
    void nothingIsTooFew() {
        add("cat", Side.TEST, 5);
        assertFails(Reason.TOO_FEW_EXAMPLES, "no example");
    }

    @Test
    void aClassOfOneExampleIsLeftOutByName() throws Exception {
        add("cat", Side.TRAIN, 5);
        add("dog", Side.TRAIN, 5);
        add("ant", Side.TRAIN, 1);
        Selection selection = select();
        assertThat(selection.labels()).containsExactly("cat", "dog");
        assertThat(selection.leftOut().rareClasses()).containsExactly("ant");
    }

    @Test
    void anImageOfTwoClassesIsOfNone() throws Exception {
        add("cat", Side.TRAIN, 5);
        add("dog", Side.TRAIN, 5);
        SnapshotEntry last = entries.get(0);
        entries.add(new SnapshotEntry(
                last.sha256(), last.image(), "dog", "test", last.group(), Side.TRAIN, last.firstSeen()));
        Selection selection = select();
        assertThat(selection.leftOut().contradicting()).isEqualTo(2);
        assertThat(selection.training().size() + selection.validation().size()).isEqualTo(9);
    }

    @Test
    void whereASideIsEmptyWholeGroupsChangeOver() throws Exception {
        for (int i = 0; i < 10; i++) {
            add("cat", Side.TRAIN, "cats " + i / 2);
            add("dog", Side.VALIDATION, "dogs " + i);
        }
        Selection selection = select();
        assertThat(groups(selection.validation(), 0))
                .hasSize(1)
                .doesNotContainAnyElementsOf(groups(selection.training(), 0));
        assertThat(selection.validation())
                .filteredOn(example -> example.column() == 0)
                .hasSize(2);
        assertThat(selection.validation())
                .filteredOn(example -> example.column() == 1)
                .hasSize(2);
        assertThat(selection.training())
                .filteredOn(example -> example.column() == 1)
                .hasSize(8);
    }

    @Test
    void oneGroupAloneIsNeverSplit() {
        for (int i = 0; i < 10; i++) {
            add("cat", Side.TRAIN, "one cat");
            add("dog", Side.TRAIN, "one dog");
        }
        assertFails(Reason.TOO_FEW_EXAMPLES, "none can be held out");
    }

    private static Set<String> groups(List<Example> examples, int column) {
        return Set.copyOf(examples.stream()
                .filter(example -> example.column() == column)
                .map(example -> example.entry().group())
                .distinct()
                .toList());
    }

    private Selection select(String... parentLabels) throws TuneFailedException {
        return Selection.of(Snapshot.of(entries), List.of(parentLabels), Set.of());
    }

    private void assertFails(Reason reason, String message) {
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(this::select)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void add(String label, Side side, int count) {
        for (int i = 0; i < count; i++) {
            add(label, side, label + side + i);
        }
    }

    private void add(String label, Side side, String group) {
        String sha256 = String.format("%064x", entries.size());
        entries.add(new SnapshotEntry(sha256, Path.of("/none"), label, "test", group, side, Instant.EPOCH));
    }
}
