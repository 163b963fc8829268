package io.afterimage.bench.rig;

import io.afterimage.broker.BrokerClassPath;
import io.afterimage.cli.stack.Installation;
import io.afterimage.cli.stack.Ports;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** An installation that runs what is on this test's class path, and a few images, in a folder. */
public record TestHome(Path folder) {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Lays the programs out as the build does; {@code classifier} stands in for the shipped one. */
    public static TestHome in(Path folder, Class<?> classifier) throws IOException {
        TestHome home = new TestHome(folder);
        writeJar(folder.resolve("deploy/broker/target/lib/kafka.jar"), classifier, BrokerClassPath.jars());
        writeJar(home.installation().classifier(), classifier, CLASS_PATH);
        Path directives = home.installation().compilerDirectives();
        Files.createDirectories(directives.getParent());
        Files.copy(Path.of("../cli").resolve(directives.getFileName()), directives);
        return home;
    }

    /** Starts a broker on free ports. */
    public Rig start(String device) throws Exception {
        return Rig.start(
                new Programs(installation(), CLASS_PATH),
                folder.resolve("work"),
                new Ports(RigOptions.freeRow()),
                false,
                device);
    }

    /** A folder of three images of one colour each. */
    public Path images() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (Color colour : List.of(Color.RED, Color.GREEN, Color.BLUE)) {
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            image.setRGB(8, 8, colour.getRGB());
            ImageIO.write(image, "png", images.resolve(colour.getRGB() + ".png").toFile());
        }
        return images;
    }

    private Installation installation() {
        return new Installation(folder);
    }

    /** A jar that names a class path, where the build would have put a program's. */
    private static void writeJar(Path file, Class<?> main, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(classPath.split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }
}
