package io.afterimage.model.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelSession;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.Prediction;
import io.afterimage.model.Probe;
import io.afterimage.model.TestModels;
import io.afterimage.model.half.HalfModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of CUDA without a GPU. */
class CudaDeviceTest {
    private static final CudaDevice.Settings SETTINGS = new CudaDevice.Settings(1L << 30, 16, Precision.FLOAT32);

    @Test
    void aBuildWithoutCudaSaysHowToBuildWithIt() {
        assumeFalse(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA));

        assertThatThrownBy(() -> CudaDevice.find(0, SETTINGS))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("mvn -Pcuda");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ONNXRuntimeError] : 1 : FAIL : Failed to load library libonnxruntime_providers_cuda.so with error:"
                        + " libcublasLt.so.12: cannot open shared object file"
                        + " | CUDA 12 or cuDNN 9 is missing | (libcublasLt.so.12: cannot open shared object file)",
                "OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library"
                        + " | cuDNN 9 is missing | Failed to load shared library",
                "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version"
                        + " | driver is missing | failure 35",
                "CUDA failure 100: no CUDA-capable device is detected ; GPU=32767"
                        + " | there is no NVIDIA GPU | failure 100",
                "CUDA failure 101: invalid device ordinal ; GPU=0 | nvidia-smi -L | failure 101",
                "CUDA failure 999: unknown error ; GPU=0 | CUDA does not work | failure 999"
            })
    void theObstacleIsNamedWithItsRemedy(String said, String told, String cause) {
        assertThat(CudaObstacle.of(said)).contains(told, cause);
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
        HalfModel opened = new HalfModel(ModelSession.open(file, metadata, 1), "", Probe.TOLERANCE);
        try (CudaModel model = CudaModel.warmed(opened, 8, new ModelPlaces(Duration.ZERO).take())) {
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
    void aThirdModelWaitsForTheEndOfOneOfTwoAndIsRefusedIfNoneEnds() throws Exception {
        ModelPlaces places = new ModelPlaces(Duration.ZERO);
        byte[] file = TestModels.colours();
        ModelPackage metadata = ModelPackage.read(file);
        HalfModel opened = new HalfModel(ModelSession.open(file, metadata, 1), "", Probe.TOLERANCE);
        CudaModel old = CudaModel.warmed(opened, 8, places.take());
        ModelPlaces.Place next = places.take();
        assertThatThrownBy(places::take)
                .isInstanceOfSatisfying(ModelRejectedException.class, e -> assertThat(e.reason())
                        .isEqualTo(ModelRejectedException.Reason.DEVICE_MEMORY));

        old.close();

        places.take().close();
        next.close();
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new CudaDevice.Settings(0, 16, Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CudaDevice.Settings(1, 0, Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CudaDevice.Settings(1, 257, Precision.FLOAT32))
                .hasMessageContaining("1 to 256");
    }
}
