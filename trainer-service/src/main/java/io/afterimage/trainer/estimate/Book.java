package io.afterimage.trainer.estimate;

import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.estimate.Contradiction.Voted;
import io.afterimage.trainer.label.Newest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was drawn and what people said, as far as it is remembered: a bounded number of each kind, the newest. How good a model is
 * follows from the answers of people who did not see what it says; whose answers are in doubt, from all. Not safe for several
 * threads.
 */
public final class Book {
    private final Newest<DrawnLabel> draws;
    /** Apart from all others, so that no import takes their room. */
    private final Newest<Ballot> blind;
    /** Images of which one person said something, as of most that are imported. */
    private final Newest<Ballot> alone;

    private final Newest<Ballot> several;
    private final Newest<String> sources;
    private final CurrentNames names;
    private final Drifts drifts;

    /** @param most images remembered of each kind, from 1 */
    Book(int most) {
        draws = new Newest<>(most);
        blind = new Newest<>(most);
        alone = new Newest<>(most);
        several = new Newest<>(most);
        sources = new Newest<>(most);
        names = new CurrentNames();
        drifts = new Drifts();
    }

    private Book(Book other) {
        draws = other.draws.copy();
        blind = other.blind.copy();
        alone = other.alone.copy();
        several = other.several.copy();
        sources = other.sources.copy();
        names = other.names.copy();
        drifts = other.drifts.copy();
    }

    /**
     * What is known of a version.
     *
     * @param drawn images of it that were drawn and are remembered
     * @param notBlind those of them of which only people said something who may have seen the prediction
     * @param forgotten draws and answers to draws, of all versions, for which there was no room
     * @param accuracy empty where none of them was answered blind
     * @param contradictions whose answers are in doubt, whatever the version
     */
    public record State(
            int drawn,
            int notBlind,
            long forgotten,
            Optional<LiveAccuracy> accuracy,
            List<Contradiction> contradictions) {}

    /** The same as it is now. */
    Book copy() {
        return new Book(this);
    }

    /** @param key of the label's record */
    void add(String key, Label label) {
        DrawnLabel.of(key, label).ifPresent(draw -> {
            draws.putLast(draw.id(), draw);
            drifts.add(draw, label.getEmbedding());
        });
        if (isSpokenOf(label.getId()) || label.getReviewCount() > 0) {
            sources.putLast(label.getId(), label.getSource());
        }
    }

    /**
     * What was said blind still counts where the person, who may have seen the prediction since, says something else later.
     *
     * @param at when the brokers took it
     */
    void add(Feedback feedback, Instant at) {
        if (!feedback.getRenamedFrom().isEmpty()) {
            names.rename(feedback.getRenamedFrom(), feedback.getTrueClass(), at);
        }
        String id = feedback.getImageId();
        Ballot ballot =
                several.getOrDefault(id, alone.getOrDefault(id, Ballot.EMPTY)).with(feedback);
        put(several, id, ballot, ballot.answers().size() > 1);
        put(alone, id, ballot, ballot.answers().size() == 1);
        if (feedback.getBlind() || feedback.hasRetraction()) {
            Ballot unswayed = blind.getOrDefault(id, Ballot.EMPTY).with(feedback);
            put(blind, id, unswayed, !unswayed.answers().isEmpty());
        }
    }

    /**
     * The state of one version.
     *
     * @param map what its labels mean in the classes that people use
     */
    public State of(String model, LabelMap map) {
        return new State(drawn(model), notBlind(model), forgotten(), accuracy(model, map), contradictions());
    }

    /** The estimate for one version; empty where no draw of it was answered blind. */
    Optional<LiveAccuracy> accuracy(String model, LabelMap map) {
        return LiveAccuracy.of(model, draws(model), new Truth(blind, map, names));
    }

    /**
     * How good the answers were, over time and by source, over all versions.
     *
     * @param map what labels mean in the classes that people use
     */
    public Quality quality(LabelMap map) {
        return Quality.of(draws.values(), new Truth(blind, map, names));
    }

    /**
     * How far the images that a version sees now are from those that it saw first.
     *
     * @return empty where it has drawn too few images to tell, or gives no embeddings
     */
    public Optional<VersionDrift> drift(String model) {
        return drifts.of(model);
    }

    /** Where the images lie that a version drew. */
    public DrawnPlaces places(String model) {
        return drifts.places(model);
    }

    /** How many draws of a version are remembered. */
    int drawn(String model) {
        return draws(model).size();
    }

    /** Of how many of them only people said something who may have seen the prediction. */
    int notBlind(String model) {
        return (int) draws(model).stream()
                .map(DrawnLabel::id)
                .filter(id -> isSpokenOf(id) && !blind.containsKey(id))
                .count();
    }

    /** Draws and answers to draws, of all versions, for which there was no room. */
    long forgotten() {
        return draws.forgotten() + blind.forgotten();
    }

    /** Whose answers are in doubt. */
    List<Contradiction> contradictions() {
        List<Voted> images = several.entrySet().stream()
                .map(image -> new Voted(sources.getOrDefault(image.getKey(), ""), image.getValue()))
                .toList();
        return Contradiction.in(images, names);
    }

    private boolean isSpokenOf(String id) {
        return alone.containsKey(id) || several.containsKey(id);
    }

    private List<DrawnLabel> draws(String model) {
        return draws.values().stream()
                .filter(draw -> draw.model().equals(model))
                .toList();
    }

    /** At the end, so that the oldest are those which nobody spoke of for longest. */
    private static void put(Newest<Ballot> ballots, String id, Ballot ballot, boolean belongs) {
        if (belongs) {
            ballots.putLast(id, ballot);
        } else {
            ballots.remove(id);
        }
    }
}
