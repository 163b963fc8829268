package io.afterimage.classifier.upload.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterimage.classifier.upload.answer.RefusedException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private final AtomicInteger woken = new AtomicInteger();
    private final Subscriptions subscriptions = new Subscriptions(2);

    @Test
    void aSlowSubscriberLosesItsOldestIsToldHowManyAndHoldsUpNobody() {
        Subscription slow = subscriptions.add(Set.of(), woken::incrementAndGet);
        Subscription quick = subscriptions.add(Set.of(), woken::incrementAndGet);

        IntStream.range(0, 1_003).forEach(i -> {
            subscriptions.tell(result("id" + i, "door"));
            assertThat(quick.take()).extracting(Result::id).isEqualTo("id" + i);
        });

        assertThat(slow.takeDropped()).isEqualTo(3);
        assertThat(slow.takeDropped()).isZero();
        assertThat(slow.take()).extracting(Result::id).isEqualTo("id3");
        assertThat(quick.takeDropped()).isZero();
    }

    @Test
    void onlyTheSourcesAskedForWakeTheSubscriber() {
        Subscription door = subscriptions.add(Set.of("door"), woken::incrementAndGet);

        subscriptions.tell(result("a", "yard"));
        assertThat(woken).hasValue(0);
        assertThat(door.take()).isNull();

        subscriptions.tell(result("b", "door"));
        assertThat(woken).hasValue(1);
        assertThat(door.take()).extracting(Result::id).isEqualTo("b");
    }

    @Test
    void oneThatLeavesMakesRoom() {
        Subscription first = subscriptions.add(Set.of(), () -> {});
        subscriptions.add(Set.of(), () -> {});
        assertThatThrownBy(() -> subscriptions.add(Set.of(), () -> {})).isInstanceOf(RefusedException.class);

        subscriptions.remove(first);

        assertThat(subscriptions.add(Set.of(), () -> {})).isNotNull();
    }

    static Result result(String id, String source) {
        return new Result(id, source, Result.State.LABELLED, "", "", "{}");
    }
}
