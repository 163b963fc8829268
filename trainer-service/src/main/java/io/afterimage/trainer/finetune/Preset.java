package io.afterimage.trainer.finetune;

import io.afterimage.trainer.engine.architecture.Architecture;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ways to train, from the least to the most. */
public enum Preset {
    /** Softmax regression on pixels, from scratch. */
    SOFTMAX(Architecture.SOFTMAX),
    /** A perceptron with two hidden layers, from scratch. */
    MLP(Architecture.MLP),
    /** A small residual network, from scratch. */
    CNN(Architecture.SMALL_RESNET),
    /** ResNet-18, from scratch. */
    RESNET18(Architecture.RESNET18),
    /** The parent as it is, with a head that learns. */
    HEAD(null),
    /** The head first, then the parent's last blocks at a low rate. */
    FINETUNE(null),
    /** What the amount of data calls for. */
    AUTO(null);

    /** From so many training examples on, {@link #AUTO} trains the last blocks as well. */
    static final int MANY = 2000;
    /** From so many training examples a class on, {@link #AUTO} trains a convolutional network where there is no parent. */
    static final int ENOUGH_FOR_CNN = 100;

    private final Optional<Architecture> architecture;

    Preset(@Nullable Architecture architecture) {
        this.architecture = Optional.ofNullable(architecture);
    }

    /** The network that is trained from scratch; empty where a parent learns. */
    Optional<Architecture> architecture() {
        return architecture;
    }

    /** In lower case, as people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What was picked, and why.
     *
     * @param preset never {@link #AUTO}
     * @param why one line for people
     */
    record Choice(Preset preset, String why) {
        /** With what there is to say beside; empty for nothing. */
        Choice noting(String more) {
            return more.isEmpty() ? this : new Choice(preset, why + "; " + more);
        }
    }

    /** This, or what {@link #AUTO} picks. */
    Choice choose(boolean parent, int training, int classes) {
        if (this != AUTO) {
            return new Choice(this, label() + ", as asked for");
        }
        if (parent && training >= MANY) {
            return new Choice(FINETUNE, "auto: finetune, as there are " + training + " training examples");
        }
        if (parent) {
            return new Choice(
                    HEAD, "auto: head, as there are " + training + " training examples; finetune from " + MANY + " on");
        }
        if (training >= ENOUGH_FOR_CNN * classes) {
            return new Choice(CNN, "auto: cnn, as there is no model to learn from");
        }
        return new Choice(
                SOFTMAX,
                "auto: softmax, as there is no model to learn from, and " + training
                        + " training examples are too few for a network: import a pretrained one");
    }
}
