/** ONNX operators on tensors. In: a node of a graph and its inputs; out: its outputs, with gradients. */
@NullMarked
package io.afterimage.trainer.engine.operator;

import org.jspecify.annotations.NullMarked;
