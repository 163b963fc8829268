package io.afterimage.trainer.run;

import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.compare.ModelMeasures;
import io.afterimage.model.compare.ModelScores;
import io.afterimage.trainer.gate.Gate;
import io.afterimage.trainer.gate.GateReport;
import io.afterimage.trainer.gate.Verdict;
import io.afterimage.trainer.publish.Candidate;
import io.afterimage.trainer.publish.Published;
import io.afterimage.trainer.run.RunRecord.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What the gate says of a candidate.
 *
 * @param file the candidate's
 * @param live version that it was compared with; empty for none
 */
record Judged(Path file, ModelPackage made, String live, GateReport report) {
    /** @throws RunFailedException if the file is no package */
    static Judged of(RunFolder folder, Gate gate, RunSource source) throws IOException, RunFailedException {
        ModelScores candidate = Json.read(folder.candidateScores(), ModelScores.class);
        ModelScores live = Json.read(folder.liveScores(), ModelScores.class);
        try {
            ModelPackage made = ModelPackage.read(folder.candidate());
            return new Judged(folder.candidate(), made, source.live(), gate.judge(live, candidate, source.use()));
        } catch (ModelRejectedException e) {
            throw new RunFailedException("CANDIDATE_INVALID", String.valueOf(e.getMessage()));
        }
    }

    /** @param newestExample when the newest group of test examples was first seen */
    Candidate candidate(String run, Instant newestExample) {
        String parent = made.lineage().getOrDefault("parent", "");
        return new Candidate(run, file, made.name(), made.labels(), parent, live, report, newestExample);
    }

    /** What the gate decided. */
    Outcome outcome() {
        return outcome(report.verdict(), report.reason());
    }

    /** What became of that: somebody else may have changed the live version meanwhile. */
    Outcome outcome(Published published) {
        return report.decided() == Verdict.PROMOTED && !published.live()
                ? outcome(Verdict.WAITING.text(), published.outcome())
                : outcome();
    }

    private Outcome outcome(String verdict, String reason) {
        ModelMeasures after = report.table().after();
        return new Outcome(
                verdict, "", reason, made.version(), report.table().examples(), after.accuracy(), after.macroF1());
    }
}
