package io.afterimage.trainer.ops;

import io.afterimage.model.log.ModelHistory;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.trainer.live.Timeline;
import io.afterimage.trainer.live.TimelineEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Versions and what happened to them as JSON objects: keys and values, in order. Pure. */
final class ModelFields {
    private static final int LONGEST_LINEAGE = 100;

    private ModelFields() {}

    static Map<String, @Nullable Object> of(ModelVersion version) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", version.version());
        fields.put("short", version.shortVersion());
        fields.put("number", version.number());
        fields.put("name", version.name());
        fields.put("parent", version.parent().isEmpty() ? null : version.parent());
        fields.put("labels", version.labels());
        fields.put("state", version.state().name().toLowerCase(Locale.ROOT));
        fields.put("size", version.size());
        fields.put("created_at", version.createdAt().toString());
        fields.put("gate", version.gate() != null);
        return fields;
    }

    static Map<String, @Nullable Object> of(TimelineEntry entry, Timeline timeline) {
        Optional<ModelVersion> version = timeline.find(entry.version());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        fields.put("version", entry.version());
        fields.put("short", ModelVersion.shorten(entry.version()));
        fields.put("number", version.map(ModelVersion::number).orElse(null));
        fields.put("name", version.map(ModelVersion::name).orElse(null));
        fields.put("at", entry.at().toString());
        fields.put("author", entry.author());
        fields.put("reason", entry.reason());
        fields.put("rollback", entry.rollback());
        fields.put("void", !entry.effective());
        return fields;
    }

    /** From a version back to the one that was imported. */
    static List<Map<String, @Nullable Object>> lineage(ModelVersion version, ModelHistory history) {
        List<Map<String, @Nullable Object>> lineage = new ArrayList<>();
        Optional<ModelVersion> ancestor = history.find(version.parent());
        while (ancestor.isPresent() && lineage.size() < LONGEST_LINEAGE) {
            lineage.add(of(ancestor.get()));
            ancestor = history.find(ancestor.get().parent());
        }
        return lineage;
    }
}
