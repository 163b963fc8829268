package io.afterimage.events;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with the types it carries and the settings it needs.
 *
 * @param name full name, prefix included
 * @param keySerde how keys are written and read
 * @param valueSerde how values are written and read
 * @param partitions number that {@code topics create} makes
 * @param settings topic configuration that {@code topics create} sets
 * @param rules what the configuration must keep to so that no data is lost
 */
public record Topic<K, V>(
        String name,
        Serde<K> keySerde,
        Serde<V> valueSerde,
        int partitions,
        Map<String, String> settings,
        TopicRules rules) {}
