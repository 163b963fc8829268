package io.afterimage.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private final Broadcast broadcast = new Broadcast(2);
    private int woken;

    @Test
    void aSlowReaderLosesTheOldestSamplesAndNothingElse() {
        EventQueue slow = broadcast.add(() -> {});

        broadcast.tell(event("swap", Event.Keep.ALL, 0));
        for (int i = 0; i < 1_000; i++) {
            broadcast.tell(event("label", Event.Keep.SAMPLE, i));
            if (i % 10 == 0) {
                broadcast.tell(event("summary", Event.Keep.LATEST, i));
            }
        }

        List<Event> taken = all(slow);
        assertThat(taken).hasSize(200);
        assertThat(taken).filteredOn(event -> event.kind().equals("swap")).hasSize(1);
        assertThat(taken)
                .filteredOn(event -> event.kind().equals("summary"))
                .extracting(Event::data)
                .containsExactly("{\"i\":990}");
        assertThat(taken.get(taken.size() - 1)).isEqualTo(event("label", Event.Keep.SAMPLE, 999));
    }

    @Test
    void everyReaderIsWokenUntilItLeaves() {
        EventQueue reader = broadcast.add(() -> woken++);
        broadcast.tell(event("label", Event.Keep.SAMPLE, 1));
        assertThat(woken).isEqualTo(1);

        broadcast.remove(reader);
        broadcast.tell(event("label", Event.Keep.SAMPLE, 2));

        assertThat(woken).isEqualTo(1);
        assertThat(broadcast.followed()).isFalse();
    }

    @Test
    void oneReaderTooManyIsRefusedUntilAnotherLeaves() {
        EventQueue first = broadcast.add(() -> {});
        broadcast.add(() -> {});
        assertThatThrownBy(() -> broadcast.add(() -> {})).isInstanceOf(TooManyReadersException.class);

        broadcast.remove(first);

        assertThat(broadcast.add(() -> {}).take()).isNull();
    }

    @Test
    void textThatBreaksOutOfALineIsEscaped() {
        Event event = Event.of("label", Event.Keep.SAMPLE, Map.of("source", "a\n\ndata: b\u2028é"));

        assertThat(event.text()).isEqualTo("event: label\ndata: {\"source\":\"a\\n\\ndata: b\\u2028\\u00E9\"}\n\n");
    }

    private static List<Event> all(EventQueue queue) {
        List<Event> all = new ArrayList<>();
        for (Event next = queue.take(); next != null; next = queue.take()) {
            all.add(next);
        }
        return all;
    }

    private static Event event(String kind, Event.Keep keep, int i) {
        return Event.of(kind, keep, Map.of("i", i));
    }
}
