package io.afterimage.classifier.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.classifier.LiveModels;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.TestModels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ModelSlotTest {
    private static final byte[] FIRST = TestModels.brightness("red", "green", "blue");
    private static final byte[] SECOND = TestModels.brightness("rouge", "vert", "bleu");

    @Test
    void anEmptySlotHasNothingToLease() {
        assertThat(new ModelSlot().lease()).isEmpty();
    }

    @Test
    void aModelInUseOutlivesItsSwap() throws RunFailedException {
        try (ModelSlot slot = new ModelSlot()) {
            slot.swap(LiveModels.load(FIRST));
            try (Lease old = slot.lease().orElseThrow()) {
                slot.swap(LiveModels.load(SECOND));

                assertThat(topOf(old)).isEqualTo("green");
                try (Lease current = slot.lease().orElseThrow()) {
                    assertThat(topOf(current)).isEqualTo("vert");
                }
            }
        }
    }

    @Test
    void aClosedSlotLeasesNothingAndEndsNoLease() throws RunFailedException {
        ModelSlot slot = new ModelSlot();
        slot.swap(LiveModels.load(FIRST));
        try (Lease lease = slot.lease().orElseThrow()) {
            slot.close();

            assertThat(slot.lease()).isEmpty();
            assertThat(topOf(lease)).isEqualTo("green");
        }
    }

    @Test
    void aLeaseGivenBackTwiceCountsOnce() throws RunFailedException {
        try (ModelSlot slot = new ModelSlot()) {
            slot.swap(LiveModels.load(FIRST));
            Lease lease = slot.lease().orElseThrow();
            lease.close();
            lease.close();

            try (Lease next = slot.lease().orElseThrow()) {
                assertThat(topOf(next)).isEqualTo("green");
            }
        }
    }

    /** A session closed while another thread runs it would take this JVM down. */
    @Test
    void modelsAreSwappedUnderThreadsThatNeverStopAsking() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService askers = Executors.newFixedThreadPool(3);
        try (ModelSlot slot = new ModelSlot()) {
            slot.swap(LiveModels.load(FIRST));
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                asking.add(askers.submit(() -> askUntil(done, slot)));
            }
            for (int i = 0; i < 50; i++) {
                slot.swap(LiveModels.load(i % 2 == 0 ? SECOND : FIRST));
            }
            done.set(true);
            for (Future<?> asked : asking) {
                finish(asked);
            }
        } finally {
            askers.shutdownNow();
        }
    }

    private static void finish(Future<?> asked) throws InterruptedException, ExecutionException {
        asked.get();
    }

    private static Void askUntil(AtomicBoolean done, ModelSlot slot) throws RunFailedException {
        while (!done.get()) {
            try (Lease lease = slot.lease().orElseThrow()) {
                assertThat(topOf(lease)).isIn("green", "vert");
            }
        }
        return null;
    }

    private static String topOf(Lease lease) throws RunFailedException {
        float[] probabilities =
                lease.model().loaded().run(TestModels.plain(0x00ff00), 1).probabilities(0);
        int top = 0;
        for (int i = 1; i < probabilities.length; i++) {
            top = probabilities[i] > probabilities[top] ? i : top;
        }
        return lease.model().metadata().labels().get(top);
    }
}
