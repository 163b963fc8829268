package io.afterimage.classifier.infer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.classifier.crash.CrashGuard;
import io.afterimage.classifier.crash.Guarded;
import io.afterimage.classifier.crash.ImagePosition;
import io.afterimage.classifier.infer.Preparation.Ended;
import io.afterimage.classifier.infer.Preparation.Prepared;
import io.afterimage.classifier.infer.Timing.Step;
import io.afterimage.classifier.live.Lease;
import io.afterimage.classifier.live.ModelSlot;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.Sha256;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.model.InputGeometry;
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
import java.util.function.IntFunction;

/**
 * The step before inference, for one image at a time: parse, check, fetch, decode. Owns the native scratch that decoding
 * needs. For one thread, which also closes it.
 */
public final class ImagePreparer implements AutoCloseable {
    private final ModelSlot slot;
    private final Store store;
    private final ImageLimits limits;
    private final Clock clock;
    private final ImageDecoder decoder;
    private final CrashGuard guard;

    /**
     * @param limits of what is fetched from the store
     * @param decoder is closed with this
     */
    public ImagePreparer(
            ModelSlot slot, Store store, ImageLimits limits, ImageDecoder decoder, CrashGuard guard, Clock clock) {
        this.slot = slot;
        this.store = store;
        this.limits = limits;
        this.decoder = decoder;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * Takes one record as far as the live model's input, or to its outcome.
     *
     * @param pixels gives the memory for so many bytes: direct, and written from its position on
     * @throws InferenceException if there is no model, or the store or the decoder's native code failed in a way that is
     *     not the image's fault
     */
    public Preparation prepare(ImageRecord image, IntFunction<ByteBuffer> pixels) {
        image.timing().reach(Step.TAKEN);
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
        return broken.isPresent() ? new Ended(new Outcome.Rejected(broken.get())) : prepare(image, event, pixels);
    }

    private Preparation prepare(ImageRecord image, ImageEvent event, IntFunction<ByteBuffer> pixels) {
        if (event.getData().size() > Topics.INLINE_LIMIT) {
            return rejected(
                    RejectionReason.IMAGE_TOO_LARGE,
                    event.getData().size() + " bytes inside the event, at most " + Topics.INLINE_LIMIT
                            + " are allowed; larger images go to the store");
        }
        if (expired(image, event)) {
            return new Ended(new Outcome.Expired(withoutData(event), hashOf(event), clock.instant()));
        }
        ImagePosition position = new ImagePosition(image.partition(), image.offset(), image.receivedAt());
        Optional<Rejection> deadly = guard.refusal(position);
        if (deadly.isPresent()) {
            return new Ended(new Outcome.Rejected(deadly.get()));
        }
        byte[] encoded;
        try {
            encoded = event.hasStoreKey()
                    ? fetch(event.getStoreKey())
                    : event.getData().toByteArray();
        } catch (StoreException e) {
            return rejected(reasonOf(e), String.valueOf(e.getMessage()));
        }
        Guarded guarded = guard.enter(position);
        boolean prepared = false;
        try {
            Preparation preparation = decode(image, event, encoded, pixels, guarded);
            prepared = preparation instanceof Prepared;
            return preparation;
        } finally {
            if (!prepared) {
                guarded.close();
            }
        }
    }

    private Preparation decode(
            ImageRecord image, ImageEvent event, byte[] encoded, IntFunction<ByteBuffer> pixels, Guarded guarded) {
        Lease lease = slot.lease().orElseThrow(() -> new InferenceException("No model is live", null));
        boolean decoded = false;
        try {
            Optional<Rejection> undecodable =
                    decode(encoded, image.timing(), lease.model().metadata().geometry(), pixels);
            decoded = undecodable.isEmpty();
            return undecodable
                    .<Preparation>map(rejection -> new Ended(new Outcome.Rejected(rejection)))
                    .orElseGet(() -> new Prepared(image, withoutData(event), Sha256.of(encoded), lease, guarded));
        } finally {
            if (!decoded) {
                lease.close();
            }
        }
    }

    /** The one place where an image's bytes meet native code. */
    private Optional<Rejection> decode(
            byte[] encoded, Timing timing, InputGeometry geometry, IntFunction<ByteBuffer> pixels) {
        timing.reach(Step.DECODING);
        DecodeResult decoded = decoder.decode(encoded, 0, encoded.length, geometry, pixels.apply(geometry.bytes()));
        timing.reach(Step.DECODED);
        return decoded instanceof DecodeResult.Rejected rejected ? Optional.of(rejected.rejection()) : Optional.empty();
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

    private static byte[] hashOf(ImageEvent event) {
        if (event.hasStoreKey()) {
            return HexFormat.of().parseHex(event.getStoreKey());
        }
        return Sha256.of(event.getData().asReadOnlyByteBuffer());
    }

    private static ImageEvent withoutData(ImageEvent event) {
        return event.toBuilder().clearContent().build();
    }

    private static Preparation rejected(RejectionReason reason, String detail) {
        return new Ended(new Outcome.Rejected(new Rejection(reason, detail)));
    }
}
