package io.afterimage.model.trial;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import com.google.protobuf.Message;
import io.afterimage.events.Sha256;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Where the code of a trial lies. Asked of the classes themselves: the class path of this process may be one jar with a
 * class loader of its own, as in Quarkus.
 */
final class ChildClassPath {
    private static final List<Class<?>> LIBRARIES =
            List.of(Sha256.class, Message.class, ModelProto.class, OrtEnvironment.class, Logger.class);

    private ChildClassPath() {}

    /** The jars and folders that these classes and what they use were loaded from. */
    static String of(Class<?>... own) {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : own) {
            places.add(place(type));
        }
        LIBRARIES.forEach(type -> places.add(place(type)));
        return String.join(File.pathSeparator, places);
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("Where " + type.getName() + " was loaded from is not known");
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(source.getLocation() + " is no place of classes", e);
        }
    }
}
