package io.afterimage.trainer.answer;

import io.afterimage.events.ClassNames;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Gives a class another name: each vote for it becomes one for the other, in the name of the person whose vote it is.
 * Where the other is a class already, the two become one. Pure.
 */
public final class ClassRename {
    private ClassRename() {}

    /**
     * The feedback that does it.
     *
     * @param from tidy name
     * @param to tidy name
     */
    public static List<Feedback> votes(Collection<Example> examples, String from, String to, Instant now) {
        List<Feedback> votes = new ArrayList<>();
        String key = ClassNames.key(from);
        for (Example example : examples) {
            for (Vote vote : example.getVotesList()) {
                boolean named = !vote.getLabel().isEmpty()
                        && ClassNames.key(vote.getLabel()).equals(key);
                if (named && ImageEvents.isId(vote.getImageId())) {
                    votes.add(vote(example, vote, from, to, now));
                }
            }
        }
        return votes;
    }

    private static Feedback vote(Example example, Vote vote, String from, String to, Instant now) {
        return Feedback.newBuilder()
                .setImageId(vote.getImageId())
                .setSha256(example.getSha256())
                .setTrueClass(to)
                .setRenamedFrom(from)
                .setPerson(vote.getPerson())
                .setGivenAt(Times.timestamp(now))
                .build();
    }
}
