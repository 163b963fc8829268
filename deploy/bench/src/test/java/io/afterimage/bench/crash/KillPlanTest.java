package io.afterimage.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KillPlanTest {
    @Test
    void eachVictimDiesAsOftenAsAskedInTheMidstOfTheWork() {
        KillPlan plan = KillPlan.draw(7, 20_000, 2, 5, 2);

        assertThat(plan.kills()).filteredOn(kill -> kill.victim() == 0).hasSize(5);
        assertThat(plan.kills()).filteredOn(kill -> kill.victim() == 1).hasSize(5);
        assertThat(plan.kills())
                .filteredOn(kill -> kill.victim() == KillPlan.BROKER)
                .hasSize(2);
        assertThat(plan.kills()).extracting(KillPlan.Kill::labels).isSorted().allMatch(at -> at > 500 && at < 19_500);
    }

    @Test
    void aSeedGivesTheSamePlanAgainAndAnotherSeedAnother() {
        assertThat(KillPlan.draw(7, 1000, 2, 5, 2)).isEqualTo(KillPlan.draw(7, 1000, 2, 5, 2));
        assertThat(KillPlan.draw(7, 1000, 2, 5, 2)).isNotEqualTo(KillPlan.draw(8, 1000, 2, 5, 2));
    }
}
