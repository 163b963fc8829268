package io.afterimage.trainer.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** Which code makes a run: the build writes the versions of libraries into a file beside this class. */
final class Versions {
    private Versions() {}

    static Map<String, String> all() {
        Properties built = new Properties();
        try (InputStream in = Objects.requireNonNull(Versions.class.getResourceAsStream("versions.properties"))) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new TreeMap<>();
        built.forEach((name, version) -> versions.put((String) name, (String) version));
        versions.put("jdk", Runtime.version().toString());
        versions.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return versions;
    }
}
