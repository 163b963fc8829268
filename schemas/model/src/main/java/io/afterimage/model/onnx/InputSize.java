package io.afterimage.model.onnx;

import java.io.Serializable;

/**
 * The size of a model's input.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record InputSize(int width, int height) implements Serializable {
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
