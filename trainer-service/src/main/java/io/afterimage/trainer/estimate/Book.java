package io.afterimage.trainer.estimate;

import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.trainer.estimate.Contradiction.Voted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was drawn and what people said, as far as it is remembered: a bounded number of each, the newest. How good a model is
 * follows from the answers of people who did not see what it says; whose answers are in doubt, from all. Not safe for several
 * threads.
 */
final class Book {
    private final int most;
    private final Map<String, DrawnLabel> draws;
    private final Map<String, Ballot> blind;
    private final Map<String, Ballot> ballots;
    private final Map<String, String> sources;
    private final CurrentNames names = new CurrentNames();
    private final Drifts drifts = new Drifts();

    /** @param most images remembered of either kind, from 1 */
    Book(int most) {
        this.most = most;
        draws = newest();
        blind = newest();
        ballots = newest();
        sources = newest();
    }

    /** @param key of the label's record */
    void add(String key, Label label) {
        DrawnLabel.of(key, label).ifPresent(draw -> {
            put(draws, draw.id(), draw);
            drifts.add(draw, label.getEmbedding());
        });
        if (ballots.containsKey(label.getId()) || label.getReviewCount() > 0) {
            put(sources, label.getId(), label.getSource());
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
        add(ballots, feedback);
        if (feedback.getBlind() || feedback.hasRetraction()) {
            add(blind, feedback);
        }
    }

    private static void add(Map<String, Ballot> ballots, Feedback feedback) {
        String id = feedback.getImageId();
        Ballot ballot = ballots.getOrDefault(id, Ballot.EMPTY).with(feedback);
        if (ballot.answers().isEmpty()) {
            ballots.remove(id);
        } else {
            put(ballots, id, ballot);
        }
    }

    /** The estimate for one version; empty where no draw of it was answered blind. */
    Optional<LiveAccuracy> accuracy(String model, LabelMap map) {
        List<DrawnLabel> ofModel = draws.values().stream()
                .filter(draw -> draw.model().equals(model))
                .toList();
        return LiveAccuracy.of(model, ofModel, new Truth(blind, map, names));
    }

    /** Over all versions. */
    Quality quality(LabelMap map) {
        return Quality.of(draws.values(), new Truth(blind, map, names));
    }

    /** How far a version's images have moved; empty where it has drawn too few to tell. */
    Optional<VersionDrift> drift(String model) {
        return drifts.of(model);
    }

    /** How many draws of a version are remembered. */
    int drawn(String model) {
        return (int) draws.values().stream()
                .filter(draw -> draw.model().equals(model))
                .count();
    }

    /** Whose answers are in doubt. */
    List<Contradiction> contradictions() {
        List<Voted> images = ballots.entrySet().stream()
                .map(image -> new Voted(sources.getOrDefault(image.getKey(), ""), image.getValue()))
                .toList();
        return Contradiction.in(images, names);
    }

    private <V> Map<String, V> newest() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Again at the end, so that the oldest are those which nobody spoke of for longest. */
    private static <V> void put(Map<String, V> map, String key, V value) {
        map.remove(key);
        map.put(key, value);
    }
}
