package io.afterimage.classifier.infer;

import ai.onnxruntime.OrtException;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.crash.Guarded;
import io.afterimage.classifier.crash.ImagePosition;
import io.afterimage.classifier.crash.Stage;
import io.afterimage.classifier.live.Lease;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Sha256;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.Prediction;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Takes one image at a time from its record to its outcome: parse, check, fetch, decode, infer. Owns the native scratch
 * that decoding needs and one input buffer. For one thread, which also closes it.
 */
public final class ImageClassifier implements AutoCloseable {
    private static final float LARGEST_ERROR_OF_SUM = 1e-2f;

    private final ModelSlot slot;
    private final Store store;
    private final ImageLimits limits;
    private final Clock clock;
    private final ImageDecoder decoder;
    private final CrashGuard guard;
    private ByteBuffer input = ByteBuffer.allocateDirect(0);

    /**
     * @param limits of what is fetched from the store
     * @param decoder is closed with this
     */
    public ImageClassifier(
            ModelSlot slot, Store store, ImageLimits limits, ImageDecoder decoder, CrashGuard guard, Clock clock) {
        this.slot = slot;
        this.store = store;
        this.limits = limits;
        this.decoder = decoder;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * The outcome of one record.
     *
     * @throws InferenceException if the model, the store or the decoder's native code failed in a way that is not the
     *     image's fault
     */
    public Outcome classify(ImageRecord image) {
        if (image.value() == null) {
            return rejected(RejectionReason.EVENT_MALFORMED, "the record has no value");
        }
        ImageEvent event;
        try {
            event = parse(image.value());
        } catch (InvalidProtocolBufferException e) {
            return rejected(RejectionReason.EVENT_MALFORMED, "no ImageEvent: " + e.getMessage());
        }
        Optional<Rejection> broken = ImageEvents.check(event);
        return broken.isPresent() ? new Outcome.Rejected(broken.get()) : classify(image, event);
    }

    private Outcome classify(ImageRecord image, ImageEvent event) {
        if (event.getData().size() > Topics.INLINE_LIMIT) {
            return rejected(
                    RejectionReason.IMAGE_TOO_LARGE,
                    event.getData().size() + " bytes inside the event, at most " + Topics.INLINE_LIMIT
                            + " are allowed; larger images go to the store");
        }
        if (expired(image, event)) {
            return new Outcome.Expired(withoutData(event), hashOf(event), clock.instant());
        }
        ImagePosition position = new ImagePosition(image.partition(), image.offset(), image.receivedAt());
        Optional<Rejection> deadly = guard.refusal(position);
        if (deadly.isPresent()) {
            return new Outcome.Rejected(deadly.get());
        }
        byte[] encoded;
        try {
            encoded = event.hasStoreKey()
                    ? fetch(event.getStoreKey())
                    : event.getData().toByteArray();
        } catch (StoreException e) {
            return rejected(reasonOf(e), String.valueOf(e.getMessage()));
        }
        try (Guarded inNativeCode = guard.enter(position)) {
            return infer(event, encoded, inNativeCode);
        }
    }

    private Outcome infer(ImageEvent event, byte[] encoded, Guarded inNativeCode) {
        try (Lease lease = slot.lease().orElseThrow(() -> new InferenceException("No model is live", null))) {
            InputGeometry geometry = lease.model().metadata().geometry();
            ByteBuffer pixels = inputOf(geometry.bytes());
            DecodeResult decoded = decoder.decode(encoded, 0, encoded.length, geometry, pixels);
            if (decoded instanceof DecodeResult.Rejected rejected) {
                return new Outcome.Rejected(rejected.rejection());
            }
            inNativeCode.enters(Stage.INFERENCE);
            Prediction prediction = lease.model().session().run(pixels, 1);
            float[] probabilities = prediction.probabilities(0);
            return isDistribution(probabilities)
                    ? new Outcome.Classified(
                            withoutData(event),
                            Sha256.of(encoded),
                            lease.model().version(),
                            lease.model().metadata().labels(),
                            probabilities,
                            prediction.embedding(0),
                            clock.instant())
                    : rejected(
                            RejectionReason.MODEL_OUTPUT_INVALID,
                            "model " + lease.model().version() + " gave values that are no probabilities");
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        decoder.close();
    }

    /** Aliasing: the image's bytes stay where Kafka's client put them. */
    private static ImageEvent parse(byte[] value) throws InvalidProtocolBufferException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
        in.enableAliasing(true);
        return ImageEvent.parser().parseFrom(in);
    }

    private boolean expired(ImageRecord image, ImageEvent event) {
        if (!event.hasTimeToLive()) {
            return false;
        }
        Duration timeToLive = Duration.ofSeconds(
                event.getTimeToLive().getSeconds(), event.getTimeToLive().getNanos());
        return Duration.ofMillis(clock.millis() - image.receivedAt()).compareTo(timeToLive) > 0;
    }

    private byte[] fetch(String key) throws StoreException {
        try {
            return store.read(Store.Kind.IMAGE, key, limits.encodedBytes());
        } catch (IOException e) {
            throw new InferenceException("The store failed: " + e.getMessage(), e);
        }
    }

    private static RejectionReason reasonOf(StoreException e) {
        return switch (e.reason()) {
            case MISSING -> RejectionReason.STORE_OBJECT_MISSING;
            case CHANGED -> RejectionReason.STORE_OBJECT_CHANGED;
            case TOO_LARGE -> RejectionReason.IMAGE_TOO_LARGE;
        };
    }

    private byte[] hashOf(ImageEvent event) {
        if (event.hasStoreKey()) {
            return HexFormat.of().parseHex(event.getStoreKey());
        }
        return Sha256.of(event.getData().asReadOnlyByteBuffer());
    }

    private ByteBuffer inputOf(int bytes) {
        if (input.capacity() != bytes) {
            input = ByteBuffer.allocateDirect(bytes);
        }
        return input.clear();
    }

    private static boolean isDistribution(float[] probabilities) {
        float sum = 0;
        for (float probability : probabilities) {
            if (!(probability >= 0)) {
                return false;
            }
            sum += probability;
        }
        return Math.abs(sum - 1) < LARGEST_ERROR_OF_SUM;
    }

    private static ImageEvent withoutData(ImageEvent event) {
        return event.toBuilder().clearContent().build();
    }

    private static Outcome rejected(RejectionReason reason, String detail) {
        return new Outcome.Rejected(new Rejection(reason, detail));
    }
}
