package io.afterimage.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingTest {
    @Test
    void aSettingIsPassedOnAsItIs() {
        Setting setting = new Setting(3, 16, 2);

        assertThat(Setting.parse(setting.argument())).isEqualTo(setting);
    }

    @Test
    void eachCandidateIsTriedOnceAndOnOneCoreNoneSharesARun() {
        assertThat(Setting.candidates(2)).doesNotHaveDuplicates().contains(new Setting(2, 1, 1), new Setting(1, 16, 2));
        assertThat(Setting.candidates(1)).doesNotHaveDuplicates().allMatch(setting -> setting.threadsOfRun() == 1);
    }
}
