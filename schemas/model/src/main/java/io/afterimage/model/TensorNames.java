package io.afterimage.model;

/**
 * Names of the tensors of a package's graph that others need, for training and calibration. An empty name: there is none.
 *
 * @param normalized float32 or float16 [N, C, H, W] (or [N, H, W, C]) that enters the original model; always there
 * @param logits float32 [N, classes] before temperature and softmax; always there
 * @param embedding float32 or float16, what enters the head as it is: [N, D], or [N, D, h, w] where the head is spatial
 * @param headWeight initializer of floats: weight of the last layer (Gemm, MatMul, or 1x1 Conv); empty where it is quantised, or
 *     gives one logit for two classes
 * @param headBias initializer of floats: bias of the last layer
 * @param temperature initializer, float32 [1]: logits are divided by it; always there
 */
public record TensorNames(
        String normalized, String logits, String embedding, String headWeight, String headBias, String temperature) {}
