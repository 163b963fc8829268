package io.afterimage.trainer.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Side;
import io.afterimage.trainer.example.Groups.Placement;
import io.afterimage.trainer.feedback.Found;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:59.999Z");

    private final Sides sides = new Sides(new byte[] {1});
    private final Groups groups = new Groups(sides);

    @Test
    void nearDuplicatesShareTheGroupOfTheFirst() {
        Placement first = groups.place("a", 0b1111, still());

        assertThat(groups.place("b", 0b0111, still())).isEqualTo(first);
        assertThat(groups.place("c", 0b0011, still())).isEqualTo(first);
        assertThat(groups.place("d", -1L, still()).group()).isEqualTo("d");
    }

    @Test
    void framesOfOneSourceAndMinuteShareTheirGroupWhateverTheyShow() {
        Placement first = groups.place("a", 0, frame(NOON));

        assertThat(groups.place("b", -1L, frame(NOON.minusSeconds(59)))).isEqualTo(first);
        assertThat(groups.place("c", 0, frame(NOON.plusSeconds(1))).group()).isNotEqualTo(first.group());
        assertThat(groups.place("d", 0, still()).group()).isEqualTo("d");
    }

    @Test
    void anImageThatWouldLinkTwoSidesIsSetAsideAndLinksNothing() {
        String train = nameOn(Side.TRAIN);
        String test = nameOn(Side.TEST);
        groups.place(train, 0, still());
        groups.place(test, 0b11_1111_1111L, still());

        Placement between = groups.place("between", 0b1_1111L, still());

        assertThat(between.setAside()).isTrue();
        assertThat(groups.place("next", 0b1L, still())).isEqualTo(new Placement(train, Side.TRAIN));
    }

    @Test
    void twoGroupsOfOneSideStayTwo() {
        String one = nameOn(Side.TRAIN);
        groups.place(one, 0, still());
        groups.add(example("another", Side.TRAIN, 0b11_1111_1111L));

        assertThat(groups.place("between", 0b1_1111L, still())).isEqualTo(new Placement(one, Side.TRAIN));
    }

    @Test
    void whatWasPlacedEarlierStaysThereWhateverTheKeyIsNow() {
        groups.add(example("older", Side.TEST, 42));

        assertThat(groups.place("new", 42, still())).isEqualTo(new Placement("older", Side.TEST));
    }

    private String nameOn(Side side) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> Sha256.hex(("" + i).getBytes(StandardCharsets.UTF_8)))
                .filter(name -> sides.of(name) == side)
                .findFirst()
                .orElseThrow();
    }

    private static Example example(String group, Side side, long hash) {
        return Example.newBuilder()
                .setGroup(group)
                .setSide(side)
                .setPerceptualHash(hash)
                .build();
    }

    private static Found.Image still() {
        return new Found.Image(new byte[0], "folder", false, NOON);
    }

    private static Found.Image frame(Instant at) {
        return new Found.Image(new byte[0], "camera", true, at);
    }
}
