package io.afterimage.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile graphs in sound files: the fuzzer changes fields of the message, which bytes alone would not reach. {@code mvn test
 * -Dfuzz=10m -Dtest=ModelGraphFuzzTest} fuzzes; otherwise the seeds and past findings run.
 */
class ModelGraphFuzzTest {
    private static final HostileModel MODEL = new HostileModel(ModelGraphFuzzTest.class);

    static Stream<Arguments> seeds() {
        return HostileModel.all().map(model -> Arguments.of(model.build()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void load(@NotNull ModelProto model) throws IOException {
        MODEL.load(model.toByteArray());
    }
}
