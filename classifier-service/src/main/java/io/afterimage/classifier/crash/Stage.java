package io.afterimage.classifier.crash;

import java.util.Arrays;
import java.util.Optional;

/** Which native code has an image. */
public enum Stage {
    DECODING(1),
    INFERENCE(2);

    private final int code;

    Stage(int code) {
        this.code = code;
    }

    /** What stands for it on disk. */
    int code() {
        return code;
    }

    static Optional<Stage> of(int code) {
        return Arrays.stream(values()).filter(stage -> stage.code == code).findAny();
    }
}
