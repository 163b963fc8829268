package io.afterimage.trainer.run;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.google.protobuf.Message;
import io.afterimage.events.Sha256;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.process.CodePlaces;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;

/** Where the code of a run lies, native code included. */
final class ChildClassPath {
    private static final List<Class<?>> LIBRARIES = List.of(
            Sha256.class,
            ModelPackage.class,
            Message.class,
            ModelProto.class,
            OrtEnvironment.class,
            JsonMapper.class,
            JsonFactory.class,
            JsonInclude.class,
            JavaTimeModule.class,
            Logger.class,
            Loader.class,
            openblas.class,
            Mat.class,
            Tensor.class);

    /** One file of each jar of native code. */
    private static final List<String> NATIVES = List.of(
            file("javacpp", "jnijavacpp"),
            file("openblas", "jniopenblas"),
            file("opencv", "jniopencv_core"),
            file("pytorch", "jnitorch"));

    private ChildClassPath() {}

    /** Of this main class. */
    static String of(Class<?> main) {
        return new CodePlaces()
                .with(List.of(main, ChildClassPath.class))
                .with(LIBRARIES)
                .withFiles(NATIVES)
                .classPath();
    }

    /** The platform as JavaCPP names it, such as linux-x86_64. */
    private static String file(String library, String code) {
        return "org/bytedeco/" + library + "/" + Loader.getPlatform() + "/" + System.mapLibraryName(code);
    }
}
