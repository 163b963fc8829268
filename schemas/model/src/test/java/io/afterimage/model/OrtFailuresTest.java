package io.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.afterimage.model.RunFailedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With what ONNX Runtime said where it failed, in issues of its own tracker and of programs that use it. */
class OrtFailuresTest {
    private static final String CONV =
            "Error code - ORT_RUNTIME_EXCEPTION - message: Non-zero status code returned while"
                    + " running Conv node. Name:'Conv_3' Status Message: ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void*"
                        + " onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*, bool,"
                        + " onnxruntime::WaitNotificationFn) Failed to allocate memory for requested buffer of size 2830172160",
                "/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:342 void*"
                        + " onnxruntime::BFCArena::AllocateRawInternal(size_t, bool) Available memory of 10240 is smaller than"
                        + " requested bytes of 2097152",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=node ; file=/onnxruntime_src/onnxruntime/core/providers/"
                        + "cuda/cuda_allocator.cc ; line=47 ; expr=cudaMalloc((void**)&p, size);",
                "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=node ; expr=cublasCreate(&cublas_handle_);",
                "CUDNN failure 4: CUDNN_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=node ; expr=cudnnCreate(&cudnn_handle_);"
            })
    void tooLittleMemory(String said) {
        assertThat(reason(CONV + said)).isEqualTo(Reason.OUT_OF_DEVICE_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error code - ORT_FAIL - message: CUDA failure 700: an illegal memory access was encountered ; GPU=0 ;"
                        + " hostname=node ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/gpu_data_transfer.cc ;"
                        + " line=63 ; expr=cudaMemcpyAsync(dst_data, src_data, bytes, cudaMemcpyHostToDevice);",
                CONV + "CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0 ; hostname=node ;"
                        + " file=/onnxruntime_src/onnxruntime/core/providers/cuda/nn/conv.cc ; line=493",
                CONV
                        + "CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED ; GPU=0 ; hostname=node ; expr=cublasGemmHelper()",
                "Error code - ORT_FAIL - message: CUDA failure 999: unknown error ; GPU=0 ; hostname=node",
                "Error code - ORT_FAIL - message: CUDA error executing cudaMemcpy(dst_data, src_data, bytes)"
            })
    void theDeviceIsLost(String said) {
        assertThat(reason(said)).isEqualTo(Reason.DEVICE_LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CONV + "indices element out of data bounds, idx=7 must be within the inclusive range [-3,2]",
                CONV + "CUDNN failure 3000: CUDNN_STATUS_NOT_SUPPORTED ; GPU=0 ; hostname=node",
                "'probabilities' is not float32 [2, 3]",
                "Error code - ORT_INVALID_ARGUMENT - message: Got invalid dimensions for input: cuda for the following"
                        + " indices index: 0 Got: 2 Expected: 1"
            })
    void thisRunAlone(String said) {
        assertThat(reason(said)).isEqualTo(Reason.RUN_FAILED);
    }

    @Test
    void theMessageIsOneLineWithoutThePlaceInTheSources() {
        OrtException failure = new OrtException("Error code - ORT_FAIL - message: /src/cuda_call.cc:12"
                + " bool onnxruntime::CudaCall(int) CUDA failure 700: bad\nStacktrace:\n");

        assertThat(OrtFailures.of(failure)).hasMessage("CUDA failure 700: bad").hasCause(failure);
    }

    private static Reason reason(String said) {
        return OrtFailures.of(new OrtException(said)).reason();
    }
}
