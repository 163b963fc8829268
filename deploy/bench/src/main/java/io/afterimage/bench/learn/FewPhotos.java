package io.afterimage.bench.learn;

import java.util.List;
import picocli.CommandLine.Option;

/** How many photos are learned from where few will do. */
final class FewPhotos {
    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "200",
            description = "Photos that are learned from (default: ${DEFAULT-VALUE}).")
    private int count = 200;

    int count() {
        return count;
    }

    /** As many as there are, at most; the seed says which. */
    List<LabelledPhoto> of(SceneOptions scene) {
        List<LabelledPhoto> photos = LabelledPhoto.drawn(scene.photos(), scene.seed());
        return photos.subList(0, Math.min(count, photos.size()));
    }
}
