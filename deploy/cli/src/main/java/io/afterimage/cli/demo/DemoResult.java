package io.afterimage.cli.demo;

import io.afterimage.model.log.ModelVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo came to.
 *
 * @param before labels by day
 * @param low labels at night, by the same model
 * @param after labels at night, by the one that learned
 * @param images sent
 * @param labels that came for them
 * @param lost images without a label
 * @param doubled labels of images that had theirs
 * @param versions that made labels, in order
 * @param estimates of their accuracy, of those of which there is one
 */
record DemoResult(
        Tally before,
        Tally low,
        Tally after,
        double seconds,
        int images,
        int labels,
        int lost,
        int doubled,
        List<String> versions,
        List<Estimate> estimates) {
    /** Whether it went as it should: at least half of what night took came back, and each image has its one label. */
    boolean well() {
        return lost == 0 && doubled == 0 && recovered();
    }

    private boolean recovered() {
        double fell = before.accuracy() - low.accuracy();
        return fell > 0 && after.accuracy() - low.accuracy() >= fell / 2;
    }

    /** In the order in which they are printed. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("accuracy_before", share(before));
        fields.put("accuracy_low", share(low));
        fields.put("accuracy_after", share(after));
        fields.put("seconds", Math.round(seconds * 10) / 10.0);
        fields.put("images", images);
        fields.put("labels", labels);
        fields.put("lost", lost);
        fields.put("doubled", doubled);
        fields.put("versions", versions.stream().map(ModelVersion::shorten).toList());
        fields.put("estimates", estimates.stream().map(Estimate::fields).toList());
        return fields;
    }

    /** For people: what to do next, or why it did not go as it should. */
    String text() {
        if (lost > 0 || doubled > 0) {
            return "It failed: " + lost + " images have no label, and " + doubled + " labels are one too many.";
        }
        return well()
                ? "The same with images of your own: deploy/afterimage up --model FILE.onnx --labels FILE.txt"
                : "It failed: the new version is hardly better at night. Another --seed shows other images.";
    }

    private static @Nullable Double share(Tally tally) {
        return tally.labels() == 0 ? null : Math.round(tally.accuracy() * 1e4) / 1e4;
    }
}
