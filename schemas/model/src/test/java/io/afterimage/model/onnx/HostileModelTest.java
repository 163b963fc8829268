package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.TestModels;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fuzzer that starts from what is refused gets nowhere. */
class HostileModelTest {
    static Stream<ModelProto.Builder> foreign() {
        return HostileModel.foreign();
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void aForeignSeedIsImported(ModelProto.Builder model) throws Exception {
        HostileModel.open(ModelImporter.importModel(
                model.build().toByteArray(), TestModels.colourLabels(), TestModels.unitScale()));
    }

    @Test
    void thePackageAmongTheSeedsIsOpened() throws Exception {
        HostileModel.open(HostileModel.packaged().build().toByteArray());
    }
}
