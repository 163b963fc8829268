package io.afterimage.model.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile bytes as a model file. {@code mvn test -Dfuzz=10m -Dtest=ModelBytesFuzzTest} fuzzes; otherwise the seeds and past
 * findings run.
 */
class ModelBytesFuzzTest {
    private static final HostileModel MODEL = new HostileModel(ModelBytesFuzzTest.class);

    static Stream<Arguments> seeds() {
        return HostileModel.all()
                .map(model -> Arguments.of((Object) model.build().toByteArray()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void load(byte[] file) throws IOException {
        MODEL.load(file);
    }
}
