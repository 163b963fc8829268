package io.afterimage.cli.dataform.write;

import com.google.protobuf.ByteString;
import io.afterimage.cli.dataform.MaskedCrc;
import io.afterimage.cli.dataform.TfFeatures;
import io.afterimage.cli.tensorflow.BytesList;
import io.afterimage.cli.tensorflow.Feature;
import io.afterimage.cli.tensorflow.Features;
import io.afterimage.cli.tensorflow.Int64List;
import io.afterimage.events.v1.Example;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A TFRecord file of {@code tf.train.Example} messages: the encoded image, and its class by name and by number. */
final class TfRecordWriter implements ExampleWriter {
    private final ClassNumbers classes;
    private final OutputStream out;

    TfRecordWriter(Path folder, ClassNumbers classes) throws IOException {
        this.classes = classes;
        this.out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("examples.tfrecord")));
    }

    @Override
    public Optional<String> write(String sha256, Example example) throws IOException {
        Features features = Features.newBuilder()
                .putFeature(TfFeatures.IMAGE, bytes(example.getImage()))
                .putFeature(TfFeatures.FORMAT, text(ImageFiles.format(example).replace("jpg", "jpeg")))
                .putFeature(TfFeatures.LABEL, number(classes.of(example.getLabel())))
                .putFeature(TfFeatures.TEXT, text(example.getLabel()))
                .putFeature(TfFeatures.HASH, text(sha256))
                .build();
        record(io.afterimage.cli.tensorflow.Example.newBuilder()
                .setFeatures(features)
                .build()
                .toByteArray());
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void record(byte[] data) throws IOException {
        byte[] length = little(Long.BYTES).putLong(data.length).array();
        out.write(length);
        out.write(little(Integer.BYTES).putInt(MaskedCrc.of(length)).array());
        out.write(data);
        out.write(little(Integer.BYTES).putInt(MaskedCrc.of(data)).array());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Feature text(String text) {
        return bytes(ByteString.copyFromUtf8(text));
    }

    private static Feature bytes(ByteString bytes) {
        return Feature.newBuilder()
                .setBytesList(BytesList.newBuilder().addValue(bytes))
                .build();
    }

    private static Feature number(long number) {
        return Feature.newBuilder()
                .setInt64List(Int64List.newBuilder().addValue(number))
                .build();
    }
}
