/** Classifiers to train from scratch. In: a size and a number of classes; out: ONNX models with random weights. */
@NullMarked
package io.afterimage.trainer.engine.architecture;

import org.jspecify.annotations.NullMarked;
