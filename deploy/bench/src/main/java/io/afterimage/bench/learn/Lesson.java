package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterimage.bench.learn.Answers.Seen;
import io.afterimage.bench.rig.LabelFollower;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What people do with a stack that learns: send photos, say what they show, train, promote. For one thread. */
final class Lesson {
    private static final Duration LABELS = Duration.ofSeconds(60);
    private static final Duration EXAMPLES = Duration.ofMinutes(5);
    private static final Duration SWAP = Duration.ofMinutes(2);

    private final Scene scene;
    private final Commands commands;

    Lesson(Scene scene) {
        this.scene = scene;
        this.commands = scene.commands();
    }

    /**
     * Sends photos and returns their labels.
     *
     * @param more options of feed
     */
    List<Seen> classify(Collection<LabelledPhoto> photos, String... more) {
        Map<Path, LabelledPhoto> byFile = new HashMap<>();
        photos.forEach(photo -> byFile.put(photo.file(), photo));
        try (LabelFollower follower =
                new LabelFollower(scene.client(), scene.topics().labels())) {
            Map<String, LabelledPhoto> sent = new HashMap<>();
            List<String> words = Stream.concat(
                            Stream.concat(Stream.of("feed", "--wait"), Stream.of(more)),
                            byFile.keySet().stream().map(Path::toString).sorted())
                    .toList();
            for (JsonNode image : commands.json(words)) {
                LabelledPhoto photo = byFile.get(Path.of(image.path("path").asText()));
                if (photo != null) {
                    sent.put(image.path("id").asText(), photo);
                }
            }
            return labels(follower, sent);
        }
    }

    private static List<Seen> labels(LabelFollower follower, Map<String, LabelledPhoto> sent) {
        List<Seen> seen = new ArrayList<>();
        long end = System.nanoTime() + LABELS.toNanos();
        while (!sent.isEmpty()) {
            follower.poll((label, now) -> {
                LabelledPhoto photo = sent.remove(label.getId());
                if (photo != null) {
                    seen.add(new Seen(photo, label));
                }
            });
            if (System.nanoTime() - end > 0) {
                throw new CommandException(sent.size() + " photos have no label, such as "
                        + sent.values().iterator().next().file());
            }
        }
        return seen;
    }

    /** Sends photos, says what they show, and waits until the data set has them. */
    void teach(Collection<LabelledPhoto> photos) throws InterruptedException {
        say(classify(photos), LabelledPhoto::label);
        awaitExamples(photos, LabelledPhoto::label);
    }

    /** Says what photos show, and returns once the brokers have it. */
    void say(Collection<Seen> seen, Function<LabelledPhoto, String> what) {
        try (FeedbackSender sender =
                new FeedbackSender(scene.client(), scene.topics().feedback())) {
            for (Seen one : seen) {
                Label label = one.label();
                sender.send(Feedback.newBuilder()
                        .setImageId(label.getId())
                        .setCoordinate(label.getCoordinate())
                        .setSha256(label.getSha256())
                        .setTrueClass(what.apply(one.photo()))
                        .setPerson("bench")
                        .setGivenAt(Times.timestamp(Instant.now()))
                        .build());
            }
            sender.flush();
        }
    }

    /** Waits until the data set has each of these photos with its class. */
    void awaitExamples(Collection<LabelledPhoto> photos, Function<LabelledPhoto, String> what)
            throws InterruptedException {
        scene.await("Not every photo became an example", EXAMPLES, () -> {
            Map<String, JsonNode> examples = examples();
            return photos.stream().allMatch(photo -> {
                JsonNode example = examples.get(photo.sha256());
                return example != null && example.path("label").asText().equals(what.apply(photo));
            });
        });
    }

    /** All that the data set knows, by hash. */
    Map<String, JsonNode> examples() {
        Map<String, JsonNode> examples = new HashMap<>();
        commands.json(List.of("examples", "list"))
                .forEach(example -> examples.put(example.path("sha256").asText(), example));
        return examples;
    }

    /**
     * Whether no model learns from a photo, nor is chosen by it.
     *
     * @param examples as {@link #examples} gives them
     */
    static boolean isTest(Map<String, JsonNode> examples, LabelledPhoto photo) {
        JsonNode example = examples.get(photo.sha256());
        return example != null && example.path("side").asText().equals("test");
    }

    /** Trains and waits; what {@code train --wait --json} ends with. */
    JsonNode train(String preset, long seed) {
        JsonNode run = commands.answer("train", "--wait", "--preset", preset, "--seed", Long.toString(seed));
        if (!run.path("verdict").isTextual()) {
            throw new CommandException(
                    "The run did not begin: " + commands.text("runs", "list").strip());
        }
        return run;
    }

    /** Does by hand what the gate left to a person; whether the candidate is live now. */
    boolean promoteByHand(JsonNode run) {
        if (run.path("verdict").asText().equals("waiting")) {
            var unused = commands.text("models", "promote", run.path("version").asText());
            return true;
        }
        return run.path("verdict").asText().equals("promoted");
    }

    /** Waits until labels name a version. */
    void awaitLive(String version, LabelledPhoto any) throws InterruptedException {
        scene.await("No label is made by " + version, SWAP, () -> classify(List.of(any)).stream()
                .allMatch(seen -> seen.label().getModel().equals(version)));
    }
}
