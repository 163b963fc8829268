package io.afterimage.bench.pipeline;

import io.afterimage.classifier.infer.ImageClassifier;
import io.afterimage.classifier.infer.ImagePreparer;
import io.afterimage.classifier.infer.ImageRecord;
import io.afterimage.classifier.infer.ModelRun;
import io.afterimage.classifier.infer.Outcome;
import io.afterimage.classifier.label.LabelPolicy;
import io.afterimage.classifier.label.Labeller;
import io.afterimage.classifier.label.RandomDraw;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Label;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import java.time.Clock;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Takes each image from its record to its label before it looks at the next. For one stream thread. */
final class NaiveProcessor implements Processor<byte[], byte[], byte[], Label> {
    private final ImageClassifier classifier;
    private final Labeller labeller = new Labeller(new LabelPolicy(0.5, 5), new RandomDraw(0.01, new byte[32]));
    private @Nullable ProcessorContext<byte[], Label> context;

    NaiveProcessor(ModelSlot slot) {
        Store store = Store.at(System.getProperty("afterimage.store"));
        classifier = new ImageClassifier(
                new ImagePreparer(slot, store, ImageLimits.DEFAULTS, Clock.systemUTC()),
                new ModelRun(Clock.systemUTC()));
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
        Outcome outcome = classifier.classify(
                new ImageRecord(at.topic(), at.partition(), at.offset(), record.value(), record.timestamp()));
        Coordinate coordinate = Coordinate.newBuilder()
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .build();
        context.forward(record.withValue(labeller.label(outcome, coordinate, record.timestamp())));
    }

    @Override
    public void close() {
        classifier.close();
    }
}
