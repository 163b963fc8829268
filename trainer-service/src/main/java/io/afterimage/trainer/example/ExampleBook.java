package io.afterimage.trainer.example;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.afterimage.events.ExampleCounts;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.Example;
import io.afterimage.events.v1.Standing;
import io.afterimage.events.v1.Vote;
import io.afterimage.model.image.CompactImage;
import io.afterimage.trainer.dataset.DataSet;
import io.afterimage.trainer.feedback.Found;
import io.afterimage.trainer.feedback.Said;
import io.afterimage.trainer.feedback.Votes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each image is by now: the data set, and what has changed of it since. Decides; writes nothing. For one
 * thread.
 */
public final class ExampleBook {
    private final DataSet dataSet;
    private final LatestExamples latest;
    private final Groups groups;
    private final Spellings spellings;

    /** Knows all examples from the beginning. */
    public ExampleBook(DataSet dataSet, Groups groups, Spellings spellings) {
        this.dataSet = dataSet;
        this.latest = new LatestExamples(dataSet);
        this.groups = groups;
        this.spellings = spellings;
        dataSet.all().forEach(example -> {
            groups.add(example);
            spellings.add(example);
        });
    }

    /** A new image of this batch. */
    public record NewImage(Found.Image found, CompactImage.Kept kept) {}

    /** What became of feedback. */
    public enum Effect {
        /** The image is in the data set. */
        IN,
        TIED,
        UNUSABLE,
        SET_ASIDE,
        /** Nobody says anything of the image any more. */
        REMOVED,
        /** All was known. */
        UNCHANGED
    }

    /** Either. */
    public record Answer(@Nullable Effect effect, @Nullable Rejection rejection) {
        static Answer of(Effect effect) {
            return new Answer(effect, null);
        }

        static Answer of(Rejection rejection) {
            return new Answer(null, rejection);
        }
    }

    /** Whether an image is known, so that it need not be read. */
    public boolean knows(String sha256) {
        return latest.knows(sha256);
    }

    /** The images that people have voted on under these ids: by id, hashes. Looks through all that is known. */
    public Map<String, Example> votedOn(Set<String> ids) {
        Map<String, Example> found = new HashMap<>();
        Collection<Example> all = ids.isEmpty() ? Set.of() : dataSet.all();
        for (Example example : all) {
            for (Vote vote : example.getVotesList()) {
                if (ids.contains(vote.getImageId())) {
                    found.put(vote.getImageId(), example);
                }
            }
        }
        return found;
    }

    /**
     * Takes what a person says.
     *
     * @param image of which nothing is known yet; null where the image is known
     */
    public Answer take(Said said, @Nullable NewImage image) {
        Example known = latest.find(said.sha256()).orElse(null);
        Votes votes = known == null ? Votes.NONE : new Votes(known.getVotesList());
        if (said.retracts()) {
            return known == null ? Answer.of(Effect.UNCHANGED) : change(known, votes.without(said.vote()), said);
        }
        if (said.renames()
                && votes.of(said.feedback().getPerson()).filter(said::renames).isEmpty()) {
            // The person says something else by now.
            return Answer.of(Effect.UNCHANGED);
        }
        Optional<Rejection> refusal = refusal(said, votes);
        if (refusal.isPresent()) {
            return Answer.of(refusal.get());
        }
        Vote vote = spellings.spelt(said.vote());
        if (known != null) {
            return says(votes, vote) ? Answer.of(Effect.UNCHANGED) : change(known, votes.with(vote), said);
        }
        return change(image == null ? takenBack(said.sha256()) : begun(said, image), votes.with(vote), said);
    }

    /** What is to be written, by hash; null: taken back. */
    public Map<String, @Nullable Example> changes() {
        return latest.unwritten();
    }

    /** The changes are written for good. */
    public void written() {
        latest.written();
    }

    /**
     * Forgets the changes that the data set holds by now. A commit returns before its records can be read, so that may
     * take a moment.
     *
     * @return whether it holds all
     */
    public boolean settle() {
        return latest.settle();
    }

    private Optional<Rejection> refusal(Said said, Votes votes) {
        return votes.admits(said.feedback().getPerson())
                ? spellings.refusal(said.vote().getLabel())
                : Optional.of(new Rejection(
                        RejectionReason.TOO_MANY_VOTES, Votes.MOST + " people have voted on this image already"));
    }

    private static boolean says(Votes votes, Vote vote) {
        return votes.of(vote.getPerson())
                .filter(before -> before.getLabel().equals(vote.getLabel()))
                .isPresent();
    }

    private Example begun(Said said, NewImage image) {
        Groups.Placement placement = groups.place(said.sha256(), image.kept().perceptualHash(), image.found());
        return Example.newBuilder()
                .setSha256(said.feedback().getSha256())
                .setImage(ByteString.copyFrom(image.kept().bytes()))
                .setSource(image.found().source())
                .setGroup(placement.group())
                .setSide(placement.side())
                .setStanding(placement.setAside() ? Standing.SET_ASIDE : Standing.IN)
                .setPerceptualHash(image.kept().perceptualHash())
                .build();
    }

    /** As it was before this batch took it back. */
    private Example takenBack(String sha256) {
        return latest
                .stored(sha256)
                .orElseThrow(() -> new IllegalStateException("An image that is not known was not read either"))
                .toBuilder()
                .clearVotes()
                .build();
    }

    private Answer change(Example before, Votes votes, Said said) {
        if (votes.all().equals(before.getVotesList())) {
            return Answer.of(Effect.UNCHANGED);
        }
        Optional<Votes.Result> result = votes.result();
        if (result.isEmpty()) {
            latest.put(said.sha256(), null);
            return Answer.of(Effect.REMOVED);
        }
        Example after = counted(before, result.get(), said).toBuilder()
                .clearVotes()
                .addAllVotes(votes.all())
                .build();
        latest.put(said.sha256(), after);
        return Answer.of(Effect.valueOf(after.getStanding().name()));
    }

    private static Example counted(Example before, Votes.Result result, Said said) {
        boolean setAside = before.getStanding() == Standing.SET_ASIDE;
        Standing standing = setAside ? Standing.SET_ASIDE : result.standing();
        String label = setAside ? "" : result.label();
        boolean same =
                said.renames() || (before.getLabel().equals(label) && ExampleCounts.standingOf(before) == standing);
        Timestamp at = said.vote().getAt();
        Timestamp created = before.hasCreatedAt() ? before.getCreatedAt() : at;
        return before.toBuilder()
                .setStanding(standing)
                .setLabel(label)
                .setCreatedAt(same ? created : at)
                .setFirstSeenAt(before.hasFirstSeenAt() ? before.getFirstSeenAt() : created)
                .build();
    }
}
