package io.afterimage.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.TestModels;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of CUDA without a GPU. */
class CudaDeviceTest {
    private static final CudaDevice.Limits LIMITS = new CudaDevice.Limits(1L << 30, 16);

    @Test
    void aBuildWithoutCudaSaysHowToBuildWithIt() {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));

        assertThatThrownBy(() -> CudaDevice.find(0, LIMITS))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("mvn -Pcuda");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ONNXRuntimeError] : 1 : FAIL : Failed to load library libonnxruntime_providers_cuda.so with error:"
                        + " libcublasLt.so.12: cannot open shared object file | CUDA 12 or cuDNN 9 is missing",
                "OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library | cuDNN 9 is missing",
                "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version | driver is missing",
                "CUDA failure 100: no CUDA-capable device is detected ; GPU=32767 | there is no NVIDIA GPU",
                "CUDA failure 101: invalid device ordinal ; GPU=0 | nvidia-smi -L",
                "CUDA failure 999: unknown error ; GPU=0 | CUDA does not work: CUDA failure 999"
            })
    void theObstacleIsNamedWithItsRemedy(String said, String told) {
        assertThat(CudaObstacle.of(said)).contains(told).contains(said);
    }

    @Test
    void theFirstRunPassesWhereInferenceWorks() {
        assertThatCode(() -> {
                    try (SessionOptions options = OnnxSession.options(1)) {
                        FirstRun.with(options);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void batchesHaveFewSizes() {
        assertThat(BatchSizes.upTo(1)).containsExactly(1);
        assertThat(BatchSizes.upTo(16)).containsExactly(1, 2, 4, 8, 16);
        assertThat(BatchSizes.upTo(24)).containsExactly(1, 2, 4, 8, 16, 24);
        assertThat(BatchSizes.roomFor(3, 24)).isEqualTo(4);
        assertThat(BatchSizes.roomFor(8, 24)).isEqualTo(8);
        assertThat(BatchSizes.roomFor(17, 24)).isEqualTo(24);
    }

    @Test
    void aBatchFilledUpAnswersForItsImagesOnly() throws Exception {
        byte[] file = TestModels.colours();
        ModelPackage metadata = ModelPackage.read(file);
        try (CudaModel model = CudaModel.warmed(ModelSession.open(file, metadata, 1), 8)) {
            ByteBuffer roomForEight =
                    ByteBuffer.allocateDirect(8 * metadata.geometry().bytes());
            roomForEight.put(TestModels.plain(0xff0000, 0x00ff00, 0x0000ff)).rewind();

            Prediction filled = model.run(roomForEight, 3);
            Prediction exact = model.run(TestModels.plain(0xff0000, 0x00ff00, 0x0000ff), 3);

            assertThat(model.largestBatch()).isEqualTo(8);
            assertThat(filled.images()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(filled.probabilities(i)).containsExactly(exact.probabilities(i));
                assertThat(filled.embedding(i)).containsExactly(exact.embedding(i));
            }
        }
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new CudaDevice.Limits(0, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CudaDevice.Limits(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CudaDevice.Limits(1, 257)).hasMessageContaining("1 to 256");
    }
}
