package io.afterimage.model.device;

/** What a model computes in on an accelerator. bfloat16 is not among them: ONNX Runtime lacks too many of its kernels. */
public enum Precision {
    /** As it was published. */
    FLOAT32,
    /** In half precision where that leaves its scores as they are, else as it was published. */
    FLOAT16
}
