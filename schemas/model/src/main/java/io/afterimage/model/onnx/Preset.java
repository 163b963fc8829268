package io.afterimage.model.onnx;

import io.afterimage.model.Preprocessing.Colour;
import java.util.List;
import java.util.Locale;

/** Preprocessing that many published models share. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum Preset {
    /** torchvision and most ImageNet models: 0 to 1, then mean .485 .456 .406 and deviation .229 .224 .225; 224 of 256. */
    IMAGENET(Colour.RGB, 1 / 255.0, List.of(.485, .456, .406), List.of(.229, .224, .225), 224, 256 / 224.0),
    /** TensorFlow's MobileNet and Inception: -1 to 1; 224 of 256. */
    TENSORFLOW(Colour.RGB, 1 / 127.5, List.of(1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0), 224, 256 / 224.0),
    /** CIFAR-10: 0 to 1, then its mean and deviation; 32 of 32. */
    CIFAR10(Colour.RGB, 1 / 255.0, List.of(.4914, .4822, .4465), List.of(.247, .2435, .2616), 32, 1),
    /** The MNIST model of the ONNX model zoo: grey, 0 to 255 as it is; 28 of 28. */
    MNIST(Colour.GREY, 1, List.of(0.0), List.of(1.0), 28, 1);

    final Colour colour;
    final double scale;
    final List<Double> mean;
    final List<Double> std;
    final int size;
    /** Short side before the cut, over the model's side. */
    final double resize;

    Preset(Colour colour, double scale, List<Double> mean, List<Double> std, int size, double resize) {
        this.colour = colour;
        this.scale = scale;
        this.mean = mean;
        this.std = std;
        this.size = size;
        this.resize = resize;
    }

    /** As people write it, such as {@code imagenet}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
