package io.afterimage.cli.examples;

import io.afterimage.cli.reading.TopicReader;
import io.afterimage.events.ClassNames;
import io.afterimage.events.MalformedEventException;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What a person has said of images that are named by their hash, so that it need not be said again. For one thread. */
record SaidBefore(Map<String, String> classes) {
    /** All that stands on the feedback topic now. */
    static SaidBefore by(String person, Map<String, Object> client, Topic<String, Feedback> topic) {
        SaidBefore said = new SaidBefore(new HashMap<>());
        try (TopicReader reader = TopicReader.of(client, topic).fromOldest()) {
            reader.readTo(reader.ends(), record -> said.read(person, topic, record.value()));
        }
        return said;
    }

    /** Whether the person says so of the image. */
    boolean holds(String sha256, String label) {
        return label.equals(classes.get(sha256));
    }

    /** Whether the person has said anything of the image, under this hash. */
    boolean knows(String sha256) {
        return classes.containsKey(sha256);
    }

    /** The person says so now. */
    void add(String sha256, String label) {
        classes.put(sha256, label);
    }

    private void read(String person, Topic<String, Feedback> topic, byte[] value) {
        try {
            Feedback feedback = topic.valueSerde().deserializer().deserialize(topic.name(), value);
            if (feedback != null
                    && feedback.getPerson().equals(person)
                    && !feedback.getSha256().isEmpty()) {
                add(
                        HexFormat.of().formatHex(feedback.getSha256().toByteArray()),
                        ClassNames.tidy(feedback.getTrueClass()).orElse(""));
            }
        } catch (MalformedEventException e) {
            // The trainer makes a dead letter of it.
        }
    }
}
