package io.afterimage.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void byDayAllThatAStarterKnowsComesAndNothingElse() {
        Set<Sign> signs = scenes(Scenario.DAY).stream().map(Scene::sign).collect(Collectors.toSet());
        Set<Condition> conditions =
                scenes(Scenario.DAY).stream().map(Scene::condition).collect(Collectors.toSet());

        assertThat(signs).containsExactlyInAnyOrderElementsOf(Sign.known()).hasSizeBetween(8, 12);
        assertThat(conditions).allMatch(Condition::byDay).hasSize(7);
    }

    @Test
    void atNightTwoUnknownSignsComeAmongAllOthers() {
        Set<Sign> signs = scenes(Scenario.NIGHT).stream().map(Scene::sign).collect(Collectors.toSet());

        assertThat(Sign.unknown()).hasSize(2).doesNotContainAnyElementsOf(Sign.known());
        assertThat(signs).containsExactlyInAnyOrder(Sign.values());
        assertThat(scenes(Scenario.NIGHT)).noneMatch(scene -> scene.condition().byDay());
    }

    @Test
    void aSceneDependsOnItsSeedAndNumberAlone() {
        List<Scene> scenes = scenes(Scenario.DAY);

        assertThat(scenes(Scenario.DAY)).isEqualTo(scenes);
        assertThat(new HashSet<>(scenes)).hasSameSizeAs(scenes);
        assertThat(Scenario.DAY.scene(2, 0, 0)).isNotEqualTo(Scenario.DAY.scene(1, 0, 0));
    }

    @Test
    void aConditionAloneIsTheOnlyOne() {
        assertThat(scenes(Scenario.DAY.only(Condition.RAIN)))
                .allMatch(scene -> scene.condition().equals(Condition.RAIN));
        assertThat(Condition.named("rain")).contains(Condition.RAIN);
        assertThat(Condition.named("fog")).isEmpty();
        assertThat(Condition.ALL.stream().map(Condition::name)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoShareIsNoCondition() {
        assertThatThrownBy(() -> new Condition("odd", 0, 0, 0, 0, 0, 0, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new Scenario(List.of(), Sign.known())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoSignsAreCalledTheSame() {
        assertThat(Arrays.stream(Sign.values()).map(Sign::label)).doesNotHaveDuplicates();
    }

    private static List<Scene> scenes(Scenario scenario) {
        return LongStream.range(0, 400)
                .mapToObj(number -> scenario.scene(1, (int) number % 5, number))
                .toList();
    }
}
