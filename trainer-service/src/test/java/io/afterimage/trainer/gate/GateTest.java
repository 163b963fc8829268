package io.afterimage.trainer.gate;

import static io.afterimage.trainer.gate.Verdict.PROMOTED;
import static io.afterimage.trainer.gate.Verdict.REJECTED;
import static io.afterimage.trainer.gate.Verdict.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.model.compare.LabelMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final List<String> PETS = List.of("cat", "dog");
    private static final List<String> MORE = List.of("cat", "dog", "hotdog");

    @Test
    void aProvenImprovementIsPromoted() {
        GateReport report = pets().add(20, "cat", "dog", "cat").judge();

        assertThat(report.decided()).isEqualTo(PROMOTED);
        assertThat(report.reason()).contains("points better on 320 test examples");
        assertThat(report.use()).isEqualTo(1);
        assertThat(report.alpha()).isEqualTo(0.025);
    }

    @Test
    void theSameModelIsNotBetter() {
        GateReport report = pets().judge();

        assertThat(report.decided()).isEqualTo(REJECTED);
        assertThat(report.reason()).contains("not better");
    }

    @Test
    void aWorseOneIsRejected() {
        GateReport report = pets().add(6, "cat", "cat", "dog").judge();

        assertThat(report.decided()).isEqualTo(REJECTED);
        assertThat(report.reason()).contains("worse");
    }

    @Test
    void anImprovementThatMayBeChanceWaitsAndSaysWhatItTakes() {
        GateReport report =
                pets().add(4, "cat", "dog", "cat").add(1, "dog", "dog", "cat").judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("not proven").containsPattern("about \\d+ test examples would be needed");
    }

    @Test
    void oneClassMayNotPayForTheOthers() {
        GateReport report = Contest.of("cat", "dog")
                .add(400, "cat", "cat", "cat")
                .add(60, "cat", "dog", "cat")
                .add(56, "dog", "dog", "dog")
                .add(4, "dog", "dog", "cat")
                .judge();

        assertThat(report.decided()).isEqualTo(REJECTED);
        assertThat(report.reason()).isEqualTo("it finds 'dog' less often: 93.3% of 60, before 100.0%");
    }

    @Test
    void aClassWithFewTestExamplesIsNotLookedAtAlone() {
        GateReport report = Contest.of("cat", "dog")
                .add(400, "cat", "cat", "cat")
                .add(60, "cat", "dog", "cat")
                .add(25, "dog", "dog", "dog")
                .add(4, "dog", "dog", "cat")
                .judge();

        assertThat(report.decided()).isEqualTo(PROMOTED);
    }

    @Test
    void aTestSetTooSmallToProveAnythingSaysSoAndIsNotUsedUp() {
        GateReport report = Contest.of("cat", "dog")
                .add(3, "cat", "dog", "cat")
                .add(2, "dog", "cat", "dog")
                .judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("too small").contains("5 examples").contains("6 groups are needed");
        assertThat(report.use()).isZero();
    }

    @Test
    void withoutTestExamplesNothingIsProven() {
        assertThat(Contest.of("cat", "dog").judge().reason()).contains("no test example");
        assertThat(Contest.of("cat", "dog")
                        .with(new TestUse(2, 1, Instant.EPOCH))
                        .judge()
                        .reason())
                .contains("worn out");
    }

    @Test
    void aClassMoreIsReasonEnoughIfTheOldOnesStayAsTheyAre() {
        GateReport report = new Contest(PETS, MORE)
                .add(300, "cat", "cat", "cat")
                .add(300, "dog", "dog", "dog")
                .add(18, "hotdog", "dog", "hotdog")
                .add(4, "hotdog", "dog", "dog")
                .judge();

        assertThat(report.decided()).isEqualTo(PROMOTED);
        assertThat(report.reason()).contains("'hotdog' 81.8% of 22");
    }

    @Test
    void aNewClassNeedsTestExamples() {
        GateReport report = new Contest(PETS, MORE)
                .add(300, "cat", "cat", "cat")
                .add(300, "dog", "dog", "dog")
                .add(6, "hotdog", "dog", "hotdog")
                .judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("needs 20 test examples").contains("'hotdog' 6");
    }

    @Test
    void aNewClassThatIsNotFoundIsNoReason() {
        GateReport report = new Contest(PETS, MORE)
                .add(300, "cat", "cat", "cat")
                .add(300, "dog", "dog", "dog")
                .add(15, "hotdog", "dog", "dog")
                .add(15, "hotdog", "dog", "hotdog")
                .judge();

        assertThat(report.decided()).isEqualTo(REJECTED);
        assertThat(report.reason()).contains("'hotdog' 50.0% of 30");
    }

    @Test
    void aNewClassDoesNotExcuseALossThatMayBe() {
        GateReport report = new Contest(PETS, MORE)
                .add(60, "cat", "cat", "cat")
                .add(60, "dog", "dog", "dog")
                .add(25, "hotdog", "dog", "hotdog")
                .judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason())
                .contains("whether it loses more than 1.0 points")
                .contains("would be needed");
    }

    @Test
    void aForgottenClassIsALoss() {
        assertThat(forgetful(40).decided()).isEqualTo(REJECTED);
        assertThat(forgetful(40).reason()).contains("no longer knows 'hotdog'");
        assertThat(forgetful(10).decided()).isEqualTo(WAITING);
    }

    @Test
    void classesThatVanishUntestedNeedAPersonOrALabelMap() {
        Contest foreign = new Contest(List.of("cat", "dog", "volcano"), PETS)
                .add(200, "cat", "cat", "cat")
                .add(40, "cat", "volcano", "cat");

        assertThat(foreign.judge().decided()).isEqualTo(WAITING);
        assertThat(foreign.judge().reason()).contains("does not know 1 classes of the live model");
    }

    @Test
    void aLabelMapForAnotherModelExcusesNoClassThatVanishes() {
        GateReport report = new Contest(List.of("cat", "dog", "fox"), PETS)
                .add(200, "cat", "cat", "cat")
                .add(40, "cat", "fox", "cat")
                .with(new LabelMap(Map.of("tabby", "cat", "beagle", "dog")))
                .judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("does not know 1 classes of the live model");
    }

    @Test
    void aForeignModelIsComparedThroughALabelMap() {
        Contest foreign = new Contest(List.of("tabby", "beagle", "volcano"), PETS)
                .add(200, "cat", "tabby", "cat")
                .add(160, "dog", "beagle", "dog")
                .add(40, "dog", "volcano", "dog");

        assertThat(foreign.judge().decided()).isEqualTo(WAITING);
        assertThat(foreign.judge().reason()).contains("give a label map");
        assertThat(foreign.judge().use()).isZero();

        GateReport mapped = foreign.with(new LabelMap(Map.of("tabby", "cat", "beagle", "dog")))
                .judge();

        assertThat(mapped.decided()).isEqualTo(PROMOTED);
        assertThat(mapped.table().before().accuracy()).isEqualTo(0.9);
    }

    @Test
    void theFirstModelMustFindEachOfItsClasses() {
        assertThat(first(25, 0).decided()).isEqualTo(PROMOTED);
        assertThat(first(25, 15).decided()).isEqualTo(REJECTED);
        assertThat(first(10, 0).decided()).isEqualTo(WAITING);
    }

    @Test
    void oneClassOnlyIsNoModel() {
        assertThat(new Contest(List.of("cat"), List.of("cat"))
                        .add(50, "cat", "cat", "cat")
                        .judge()
                        .decided())
                .isEqualTo(REJECTED);
    }

    @Test
    void whereAPersonPromotesAProvenOneWaits() {
        GateSettings manual = new GateSettings(0.01, 0.05, 30, 20, 0.7, 0.2, true);

        GateReport report = pets().add(20, "cat", "dog", "cat").with(manual).judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("a person promotes it");
    }

    @Test
    void aWornTestSetAsksForMore() {
        Contest contest = pets().add(8, "cat", "dog", "cat");

        assertThat(contest.judge().decided()).isEqualTo(PROMOTED);
        assertThat(contest.with(new TestUse(1, 9, Instant.MIN)).judge().decided())
                .isEqualTo(WAITING);
    }

    @Test
    void aNewClassIsNoReasonWhereLabelsAreInDoubt() {
        Contest contest = new Contest(PETS, MORE)
                .add(600, "cat", "cat", 0.95, "cat")
                .add(300, "dog", "cat", 0.95, "cat")
                .add(25, "hotdog", "dog", "hotdog");

        GateReport report = contest.judge();

        assertThat(report.decided()).isEqualTo(WAITING);
        assertThat(report.reason()).contains("labels are in doubt").contains("300 of 900");
        assertThat(report.remarks()).hasSize(1);
    }

    @Test
    void aReportIsReadAsItWasWritten() throws Exception {
        GateReport report = pets().add(20, "cat", "dog", "cat").judge();

        assertThat(GateReport.read(report.json())).isEqualTo(report);
        assertThat(new String(report.json(), StandardCharsets.UTF_8))
                .contains("\"verdict\":\"promoted\"")
                .contains("\"macro_f1\"");
    }

    /** 150 cats and 150 dogs that both models find. */
    private static Contest pets() {
        return Contest.of("cat", "dog").add(150, "cat", "cat", "cat").add(150, "dog", "dog", "dog");
    }

    private static GateReport forgetful(int hotdogs) {
        return new Contest(MORE, PETS)
                .add(200, "cat", "cat", "cat")
                .add(40, "cat", "dog", "cat")
                .add(hotdogs, "hotdog", "hotdog", "dog")
                .judge();
    }

    private static GateReport first(int each, int wrong) {
        return Contest.of("cat", "dog")
                .add(each, "cat", "cat", "cat")
                .add(each - wrong, "dog", "dog", "dog")
                .add(wrong, "dog", "dog", "cat")
                .judgeWithoutLive();
    }
}
