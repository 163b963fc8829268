package io.afterimage.cli.stack;

import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stack says once it is up: how it is, where to look, and what to do next. */
final class Announcement {
    private Announcement() {}

    static List<String> lines(LocalStack stack, boolean trains, Optional<ModelVersion> live, Health health) {
        String data = stack.dataOption();
        List<String> lines = new ArrayList<>();
        lines.add(health.up() ? "Afterimage is up." : "Afterimage is up, but not ready: " + health.reason());
        lines.add("  Kafka       " + stack.bootstrapServers());
        lines.add("  classifier  " + stack.classifier().endpoint().url());
        if (trains) {
            lines.add("  trainer     " + stack.trainer().endpoint().url());
            lines.add("  console     "
                    + ConsoleAddress.of(stack.trainer().endpoint().url(), stack.folder()));
        }
        lines.add("  uploads     "
                + UploadAddress.of(stack.classifier().endpoint().url(), stack.folder()));
        lines.add("  model       "
                + live.map(model -> model.name() + ", version " + model.number() + " (" + model.shortVersion() + ")")
                        .orElse("none yet; the classifier is not ready without one"));
        boolean starter =
                live.filter(model -> model.name().equals(StarterModel.NAME)).isPresent();
        if (starter && live.map(ModelVersion::parent).filter(String::isEmpty).isPresent()) {
            lines.add(
                    "              the starter model: it tells the traffic signs of simulated cameras, until you import"
                            + " or train another");
        }
        lines.add("  data        " + stack.folder().root());
        lines.add("  logs        " + stack.folder().logs());
        lines.add("Next:");
        if (live.isEmpty() || starter) {
            lines.add("  afterimage models import FILE.onnx --labels FILE --preset imagenet" + data);
        }
        lines.add("  afterimage feed " + (starter ? "--simulate" : "PATH… --wait") + data);
        lines.add("  afterimage watch" + data);
        lines.add("  afterimage status" + data + "    afterimage down" + data);
        return lines;
    }
}
