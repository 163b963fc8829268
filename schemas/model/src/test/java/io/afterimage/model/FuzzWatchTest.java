package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class FuzzWatchTest {
    private final FuzzWatch watch = new FuzzWatch(FuzzWatchTest.class, 64 << 20);

    @Test
    void anInputLiesOnDiskWhileItRuns() throws Exception {
        watch.run(new byte[1_000], () -> {});
        watch.run(new byte[] {1, 2, 3}, () -> assertThat(Path.of("target", "fuzz", "FuzzWatchTest.input"))
                .hasBinaryContent(new byte[] {1, 2, 3}));
    }

    @Test
    @EnabledIf("io.afterimage.model.FuzzWatch#measures")
    void moreMemoryThanIsFairIsAFinding() {
        AtomicReference<ByteBuffer> taken = new AtomicReference<>();

        assertThatThrownBy(() -> watch.run(new byte[1], () -> taken.set(ByteBuffer.allocateDirect(256 << 20))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("at most 64");
    }
}
