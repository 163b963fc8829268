package io.afterimage.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanBatchTest {
    @Test
    void imagesARunAreReadFromTheMetrics() {
        assertThat(MeanBatch.of("""
                        # TYPE afterimage_batch_images summary
                        afterimage_batch_images_count{device="cpu"} 4.0
                        afterimage_batch_images_sum{device="cpu"} 50.0
                        afterimage_batch_images_max{device="cpu"} 16.0
                        """)).hasValue(12.5);
    }

    @Test
    void withoutRunsThereIsNoMean() {
        assertThat(MeanBatch.of("afterimage_batch_images_count 0.0\nafterimage_batch_images_sum 0.0\n"))
                .isEmpty();
        assertThat(MeanBatch.of("<html>not found</html>")).isEmpty();
    }
}
