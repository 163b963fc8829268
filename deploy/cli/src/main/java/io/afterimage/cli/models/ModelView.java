package io.afterimage.cli.models;

import io.afterimage.cli.output.Printable;
import io.afterimage.model.log.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version as it is printed. Pure. */
final class ModelView {
    private ModelView() {}

    /** Its JSON object. */
    static Map<String, @Nullable Object> fields(ModelVersion version) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", version.number());
        fields.put("sha256", version.version());
        fields.put("parent", version.parent().isEmpty() ? null : version.parent());
        fields.put("labels", version.labels());
        fields.put("state", state(version));
        fields.put("created_at", version.createdAt().toString());
        return fields;
    }

    /** Its line for people. */
    static String text(ModelVersion version) {
        return Printable.clean(String.format(
                Locale.ROOT,
                "%3d  %-9s  %s  %s  %d labels  %s",
                version.number(),
                state(version),
                version.shortVersion(),
                version.name(),
                version.labels().size(),
                version.createdAt()));
    }

    private static String state(ModelVersion version) {
        return version.state().name().toLowerCase(Locale.ROOT);
    }
}
