package io.afterimage.trainer.answer;

import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.label.Newest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Takes answers: each is written once, however often it is sent, also to a trainer that began since. What was not written can be
 * sent again. Safe for many threads.
 */
public final class AnswerDesk {
    /** Answers of one call. */
    public static final int MOST = 100;

    private static final int MOST_REMEMBERED = 100_000;
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final AnswerReader reader;
    private final Function<Map<String, Feedback>, List<String>> writer;
    private final Consumer<Feedback> written;
    /** Guarded by itself. */
    private final Newest<Boolean> known = new Newest<>(MOST_REMEMBERED);
    /** Those that calls under way are about to write; guarded by {@link #known}. */
    private final Set<String> underWay = new HashSet<>();

    /**
     * @param writer writes feedback, by the sender's own id of the answer, and says for each why it may not be there, empty where
     *     it is
     * @param written is told of what is there
     */
    public AnswerDesk(
            AnswerReader reader, Function<Map<String, Feedback>, List<String>> writer, Consumer<Feedback> written) {
        this.reader = reader;
        this.writer = writer;
        this.written = written;
    }

    /**
     * What became of answers.
     *
     * @param taken those that are written, now or before
     * @param refused why others never will be, by the sender's own id of each
     * @param unwritten those that the brokers did not take, or that another call is writing now: to be sent again
     */
    public record Outcome(List<String> taken, Map<String, Taken.Refused> refused, List<String> unwritten) {
        /** Nothing has become of anything yet. */
        public static Outcome empty() {
            return new Outcome(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    /** Takes what a person says. */
    public Outcome take(String person, List<AnswerForm> answers) {
        Outcome outcome = Outcome.empty();
        Map<String, AnswerForm> begun = new LinkedHashMap<>();
        for (AnswerForm form : answers) {
            String answer = form.answer() == null ? "" : form.answer();
            if (!UUID.matcher(answer).matches()) {
                outcome.refused()
                        .put(answer, new Taken.Refused("EVENT_INVALID", "answer: a UUID of your own is needed"));
            } else if (!begun.containsKey(answer) && begin(answer, outcome)) {
                begun.put(answer, form);
            }
        }
        try {
            Map<String, Feedback> toWrite = new LinkedHashMap<>();
            begun.forEach((answer, form) -> sort(answer, reader.read(person, form), toWrite, outcome));
            write(toWrite, outcome);
        } finally {
            end(begun.keySet());
        }
        return outcome;
    }

    /** Whether this call is the one that writes it. */
    private boolean begin(String answer, Outcome outcome) {
        synchronized (known) {
            if (known.containsKey(answer)) {
                outcome.taken().add(answer);
                return false;
            }
            if (!underWay.add(answer)) {
                outcome.unwritten().add(answer);
                return false;
            }
            return true;
        }
    }

    private void end(Set<String> answers) {
        synchronized (known) {
            underWay.removeAll(answers);
        }
    }

    private static void sort(String answer, Taken read, Map<String, Feedback> toWrite, Outcome outcome) {
        if (read instanceof Taken.Accepted accepted) {
            toWrite.put(answer, accepted.feedback());
        } else if (read instanceof Taken.Refused refused) {
            outcome.refused().put(answer, refused);
        }
    }

    private void write(Map<String, Feedback> toWrite, Outcome outcome) {
        List<String> failures = writer.apply(toWrite);
        int index = 0;
        for (Map.Entry<String, Feedback> one : toWrite.entrySet()) {
            String failure = failures.get(index);
            index++;
            if (failure.isEmpty()) {
                remember(one.getKey());
                written.accept(one.getValue());
                outcome.taken().add(one.getKey());
            } else {
                outcome.unwritten().add(one.getKey());
            }
        }
    }

    /** An answer is on record: sent again, it is not written again. */
    public void remember(String answer) {
        synchronized (known) {
            known.putLast(answer, true);
        }
    }
}
