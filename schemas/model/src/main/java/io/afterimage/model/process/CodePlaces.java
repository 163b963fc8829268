package io.afterimage.model.process;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where code lies, native code included, as a class path for another process. Asked of classes and resources themselves: the
 * class path of this process may be one jar with a class loader of its own, as in Quarkus. For one thread.
 */
public final class CodePlaces {
    private final Set<String> places = new LinkedHashSet<>();

    /**
     * Adds the jars or folders that these classes were loaded from.
     *
     * @throws IllegalStateException if that is not known of one
     */
    public CodePlaces with(Iterable<Class<?>> types) {
        types.forEach(type -> places.add(place(type)));
        return this;
    }

    /**
     * Adds the jars in which these resources are.
     *
     * @throws IllegalStateException if one is in no jar
     */
    public CodePlaces withFiles(Iterable<String> files) {
        files.forEach(file -> places.add(place(file)));
        return this;
    }

    /** All of them, in the order in which they were added. */
    public String classPath() {
        return String.join(File.pathSeparator, places);
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException("Where " + type.getName() + " was loaded from is not known");
        }
        return path(source.getLocation().toString());
    }

    private static String place(String file) {
        URL url = CodePlaces.class.getClassLoader().getResource(file);
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
