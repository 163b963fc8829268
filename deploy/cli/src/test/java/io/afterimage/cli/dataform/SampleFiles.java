package io.afterimage.cli.dataform;

import com.google.protobuf.ByteString;
import io.afterimage.cli.tensorflow.BytesList;
import io.afterimage.cli.tensorflow.Example;
import io.afterimage.cli.tensorflow.Feature;
import io.afterimage.cli.tensorflow.Features;
import io.afterimage.cli.tensorflow.Int64List;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files as other programs write them, made by other means than the reader's. */
public final class SampleFiles {
    private SampleFiles() {}

    /** Writes a file and the folders above it. */
    public static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, bytes);
    }

    static Path write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A colour image that no other seed gives. */
    public static byte[] png(int seed) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, seed * 7919 * (i / 32 + 1));
        }
        return encoded(image, "png");
    }

    /** The pixels of an encoded grey image. */
    static byte[] pixels(byte[] encoded) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
        byte[] pixels = new byte[image.getWidth() * image.getHeight()];
        image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), pixels);
        return pixels;
    }

    public static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return packed.toByteArray();
    }

    static byte[] idxImages(int count, int height, int width, byte[] pixels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x00000803);
        out.writeInt(count);
        out.writeInt(height);
        out.writeInt(width);
        out.write(pixels);
        return bytes.toByteArray();
    }

    static byte[] idxLabels(int... labels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x00000801);
        out.writeInt(labels.length);
        for (int label : labels) {
            out.writeByte(label);
        }
        return bytes.toByteArray();
    }

    public static byte[] tfRecords(byte[]... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            ByteBuffer framed = ByteBuffer.allocate(record.length + 16).order(ByteOrder.LITTLE_ENDIAN);
            framed.putLong(record.length);
            framed.putInt(masked(framed.array(), 0, 8));
            framed.put(record);
            framed.putInt(masked(framed.array(), 12, record.length));
            bytes.writeBytes(framed.array());
        }
        return bytes.toByteArray();
    }

    /** As TensorFlow's own documentation of the form has it. */
    private static int masked(byte[] bytes, int offset, int length) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, offset, length);
        long crc = crc32c.getValue();
        return (int) (((crc >>> 15) | (crc << 17)) + 0xA282EAD8L);
    }

    public static byte[] tfExample(byte[] image, String text) {
        return example(Map.of(
                "image/encoded", bytes(image), "image/class/text", bytes(text.getBytes(StandardCharsets.UTF_8))));
    }

    static byte[] tfExample(byte[] image, long label) {
        return example(
                Map.of("image/encoded", bytes(image), "image/width", number(16), "image/class/label", number(label)));
    }

    static byte[] example(Map<String, Feature> features) {
        return Example.newBuilder()
                .setFeatures(Features.newBuilder().putAllFeature(features))
                .build()
                .toByteArray();
    }

    static Feature bytes(byte[] bytes) {
        return Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(bytes)))
                .build();
    }

    static Feature number(long number) {
        return Feature.newBuilder()
                .setInt64List(Int64List.newBuilder().addValue(number))
                .build();
    }
}
