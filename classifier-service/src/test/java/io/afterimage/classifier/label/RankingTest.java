package io.afterimage.classifier.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void theMostProbableClassesComeFirst() {
        assertThat(Ranking.top(new float[] {0.1f, 0.5f, 0.05f, 0.35f}, 3)).containsExactly(1, 3, 0);
    }

    @Test
    void ofEqualsTheLowerIndexComesFirst() {
        assertThat(Ranking.top(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, 2)).containsExactly(0, 1);
    }

    @Test
    void thereAreNeverMoreThanThereAreClasses() {
        assertThat(Ranking.top(new float[] {0.4f, 0.6f}, 5)).containsExactly(1, 0);
    }

    @Test
    void itAgreesWithSorting() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            float[] values = new float[1 + random.nextInt(50)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(10) / 10f;
            }
            int k = 1 + random.nextInt(8);
            int[] sorted = IntStream.range(0, values.length)
                    .boxed()
                    .sorted((a, b) -> Float.compare(values[b], values[a]))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .toArray();

            assertThat(Ranking.top(values, k)).containsExactly(sorted);
        }
    }
}
