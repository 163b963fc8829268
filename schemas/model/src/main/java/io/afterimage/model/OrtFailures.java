package io.afterimage.model;

import ai.onnxruntime.OrtException;
import io.afterimage.model.RunFailedException.Reason;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells from what ONNX Runtime says which kind of failure it was. Its Java API gives an error code that is the same for
 * all of them, so its words must do: those of its arena, and those of its check of every call to CUDA, cuBLAS and cuDNN.
 */
final class OrtFailures {
    /** CUDA's code 2 is cudaErrorMemoryAllocation. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("failed to allocate memory for requested buffer"
            + "|available memory of \\d+ is smaller than requested bytes"
            + "|cuda (failure|error) 2:|out of memory|cudaerrormemoryallocation|(cublas|cudnn)_status_alloc_failed");

    /** What a library says of a call that it does not take; the next call may do. */
    private static final Pattern REFUSED =
            Pattern.compile("(cublas|cudnn)_status_(not_supported|bad_param|invalid_value)");

    private static final Pattern LOST = Pattern.compile("(cuda|cublas|cudnn|cufft|curand) (failure|error) -?\\d+"
            + "|cuda error executing|(cublas|cudnn)_status_\\w+|cudaerror\\w+|illegal memory access");

    private OrtFailures() {}

    /** The failure of a run, on whatever device. */
    static RunFailedException of(OrtException failure) {
        String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return new RunFailedException(category(said), OnnxSession.reason(failure), failure);
    }

    private static Reason category(String said) {
        if (OUT_OF_MEMORY.matcher(said).find()) {
            return Reason.OUT_OF_DEVICE_MEMORY;
        }
        boolean refused = REFUSED.matcher(said).find();
        return !refused && LOST.matcher(said).find() ? Reason.DEVICE_LOST : Reason.RUN_FAILED;
    }
}
