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
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;

/**
 * Where the code of a run lies, native code included. Asked of classes and resources themselves: the class path of this process may
 * be one jar with a class loader of its own, as in Quarkus.
 */
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
            "javacpp/%s/" + System.mapLibraryName("jnijavacpp"),
            "openblas/%s/" + System.mapLibraryName("jniopenblas"),
            "opencv/%s/" + System.mapLibraryName("jniopencv_core"),
            "pytorch/%s/" + System.mapLibraryName("jnitorch"));

    private ChildClassPath() {}

    /** The jars and folders that the class and what it uses are loaded from. */
    static String of(Class<?> main) {
        Set<String> places = new LinkedHashSet<>();
        places.add(place(main));
        places.add(place(ChildClassPath.class));
        LIBRARIES.forEach(type -> places.add(place(type)));
        NATIVES.forEach(file -> places.add(place("org/bytedeco/" + String.format(file, platform()))));
        return String.join(File.pathSeparator, places);
    }

    /** As JavaCPP names it, such as linux-x86_64. */
    private static String platform() {
        return Loader.getPlatform();
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("Where " + type.getName() + " was loaded from is not known");
        }
        return path(source.getLocation().toString());
    }

    private static String place(String file) {
        URL url = ChildClassPath.class.getClassLoader().getResource(file);
        if (url == null || !url.getProtocol().equals("jar")) {
            throw new IllegalStateException("Native code is missing for this machine: " + file);
        }
        return path(url.toString().substring("jar:".length(), url.toString().indexOf("!/")));
    }

    private static String path(String location) {
        try {
            return Path.of(new URI(location)).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(location + " is no place of code", e);
        }
    }
}
