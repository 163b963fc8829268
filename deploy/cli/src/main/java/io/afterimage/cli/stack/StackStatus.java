package io.afterimage.cli.stack;

import io.afterimage.cli.output.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stack or a cluster is.
 *
 * @param ready whether images are classified
 * @param reason why not, or what else is wrong; empty where nothing is
 * @param liveModel version that should be in use, if one was ever promoted
 * @param devices where the classifiers' models run, and what is to be known of it
 * @param services its parts
 * @param uploads where images are sent over HTTP, if this is the local stack
 */
record StackStatus(
        boolean ready,
        String reason,
        @Nullable String liveModel,
        List<String> devices,
        List<Part> services,
        @Nullable UploadAddress uploads) {
    StackStatus(boolean ready, String reason, @Nullable String liveModel, List<String> devices, List<Part> services) {
        this(ready, reason, liveModel, devices, services, null);
    }

    /** One part; {@code pid} is absent where no process runs. */
    record Part(String name, @Nullable Long pid, String url, boolean ready) {
        Map<String, @Nullable Object> fields() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("pid", pid);
            fields.put("url", url);
            fields.put("ready", ready);
            return fields;
        }
    }

    static StackStatus down(String reason) {
        return new StackStatus(false, reason, null, List.of(), List.of());
    }

    /** The same with the address of the classifier among its parts, whose token lies in this folder. */
    StackStatus withUploads(DataFolder folder) {
        return services.stream()
                .filter(part -> part.name().equals(LocalStack.CLASSIFIER))
                .findFirst()
                .map(part -> new StackStatus(
                        ready, reason, liveModel, devices, services, UploadAddress.of(part.url(), folder)))
                .orElse(this);
    }

    /** The keys of the JSON object. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ready", ready);
        fields.put("reason", reason);
        fields.put("live_model", liveModel);
        fields.put("devices", devices);
        fields.put("services", services.stream().map(Part::fields).toList());
        fields.put("upload_url", uploads == null ? null : uploads.url());
        fields.put("token_file", uploads == null ? null : uploads.tokenFile().toString());
        return fields;
    }

    /** The same for people. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add((ready ? "ready" : "not ready") + (reason.isEmpty() ? "" : ": " + reason));
        lines.add("live model: " + (liveModel == null ? "none" : liveModel));
        devices.forEach(device -> lines.add("device: " + Printable.clean(device)));
        for (Part part : services) {
            lines.add(String.format(
                    "  %-12s %-9s %8s  %s",
                    part.name(),
                    part.ready() ? "ready" : "not ready",
                    part.pid() == null ? "-" : part.pid(),
                    part.url()));
        }
        if (uploads != null) {
            lines.add("uploads: " + uploads);
        }
        return String.join(System.lineSeparator(), lines);
    }
}
