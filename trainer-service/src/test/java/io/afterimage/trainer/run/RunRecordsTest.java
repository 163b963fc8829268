package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.trainer.dataset.Positions;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void theLatestComeFirst() throws IOException {
        RunRecords records = new RunRecords(folder);
        RunRecord older = record(NOW);
        RunRecord newer = record(NOW.plusSeconds(1));
        records.write(newer);
        records.write(older);
        assertThat(records.latest(9)).containsExactly(newer, older);
        assertThat(records.latest(1)).containsExactly(newer);
    }

    @Test
    void aFileThatIsNoRecordIsPassedOver() throws IOException {
        RunRecords records = new RunRecords(folder);
        RunRecord run = record(NOW);
        records.write(run);
        Files.writeString(folder.resolve("99999999-broken.json"), "{\"run\":");
        assertThat(records.latest(9)).containsExactly(run);
    }

    @Test
    void howFarTheTopicWasReadIsKeptAndARecordThatDoesNotSayHasUsedNothing() throws IOException {
        RunRecords records = new RunRecords(folder);
        Positions read = new Positions("topic", Map.of(3, 7L));
        RunRecord run = record(NOW).with(new RunRecord.Source("", "00", Map.of(), read));
        records.write(run);
        assertThat(records.latest(1)).containsExactly(run);

        Path file = folder.resolve(run.run() + ".json");
        String older = Files.readString(file).replaceFirst("\"read\":\\{.*?\\}\\}", "\"newest_label\":\"" + NOW + "\"");
        Files.writeString(file, older);

        assertThat(records.latest(1))
                .singleElement()
                .extracting(RunRecord::source)
                .isEqualTo(new RunRecord.Source("", "00", Map.of(), Positions.NONE));
    }

    @Test
    void anIdThatIsAPathFindsNothing() throws IOException {
        RunRecords records = new RunRecords(folder.resolve("runs"));
        Files.writeString(folder.resolve("secret.json"), "{}");
        assertThat(records.find("../secret")).isEmpty();
        assertThat(records.find("")).isEmpty();
    }

    @Test
    void aRunIsNamedAfterItsTime() {
        assertThat(RunId.at(NOW)).matches("20260102-030405-000-[0-9a-f]{4}");
    }

    private static RunRecord record(Instant at) {
        return RunRecord.begun(RunId.at(at), "test", Settings.of(Preset.AUTO, 1, 1), at);
    }
}
