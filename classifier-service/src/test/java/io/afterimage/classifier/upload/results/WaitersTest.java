package io.afterimage.classifier.upload.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private final Waiters waiters = new Waiters();

    @Test
    void whoeverWaitsIsToldOnce() {
        CompletableFuture<Optional<Result>> result = waiters.await("a");
        Result label = SubscriptionTest.result("a", "door");

        waiters.tell(SubscriptionTest.result("b", "door"));
        assertThat(result).isNotDone();
        waiters.tell(label);

        assertThat(result).isCompletedWithValue(Optional.of(label));
        assertThat(waiters.size()).isZero();
    }

    @Test
    void oneWhoseTimeIsOverIsNotKept() {
        CompletableFuture<Optional<Result>> result = waiters.await("a");

        result.complete(Optional.empty());

        assertThat(waiters.size()).isZero();
    }

    @Test
    void whenTheServiceStopsAllAreLetGo() {
        CompletableFuture<Optional<Result>> result = waiters.await("a");

        waiters.forgetAll();

        assertThat(result).isCompletedWithValue(Optional.empty());
        assertThat(waiters.size()).isZero();
    }
}
