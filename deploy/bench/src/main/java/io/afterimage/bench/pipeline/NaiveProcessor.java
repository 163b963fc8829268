package io.afterimage.bench.pipeline;

import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.events.v1.Label;
import io.afterimage.model.LoadedModel;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.Prediction;
import io.afterimage.model.RunFailedException;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Takes each image from its record to its label before it looks at the next. For one stream thread. */
final class NaiveProcessor implements Processor<byte[], byte[], byte[], Label> {
    private final ModelPackage metadata;
    private final LoadedModel model;
    private final Store store;
    private final ByteBuffer pixels;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULTS);
    private final Labeller labeller = new Labeller(new LabelPolicy(0.5, 5), new RandomDraw(0.01, new byte[32]));
    private @Nullable ProcessorContext<byte[], Label> context;

    NaiveProcessor(ModelPackage metadata, LoadedModel model, Store store) {
        this.metadata = metadata;
        this.model = model;
        this.store = store;
        this.pixels = ByteBuffer.allocateDirect(metadata.geometry().bytes());
    }

    @Override
    public void init(ProcessorContext<byte[], Label> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null) {
            throw new IllegalStateException("Kafka Streams calls init first");
        }
        RecordMetadata at = context.recordMetadata().orElseThrow();
        Coordinate coordinate = Coordinate.newBuilder()
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .build();
        try {
            Label label = labeller.label(classify(record.value()), coordinate, record.timestamp());
            context.forward(record.withValue(label));
        } catch (IOException | StoreException | RunFailedException e) {
            throw new IllegalStateException("The images of a bench are good ones", e);
        }
    }

    private Outcome classify(byte[] value) throws IOException, StoreException, RunFailedException {
        ImageEvent event = ImageEvent.parseFrom(value);
        byte[] encoded = event.hasStoreKey()
                ? store.read(Store.Kind.IMAGE, event.getStoreKey(), Integer.MAX_VALUE / 2)
                : event.getData().toByteArray();
        if (decoder.decode(encoded, 0, encoded.length, metadata.geometry(), pixels) instanceof DecodeResult.Rejected) {
            throw new IOException("an image was not decoded");
        }
        Prediction prediction = model.run(pixels, 1);
        return new Outcome.Classified(
                event.toBuilder().clearContent().build(),
                Sha256.of(encoded),
                metadata.version(),
                metadata.labels(),
                prediction.probabilities(0),
                prediction.embedding(0),
                Instant.now());
    }

    @Override
    public void close() {
        decoder.close();
    }
}
