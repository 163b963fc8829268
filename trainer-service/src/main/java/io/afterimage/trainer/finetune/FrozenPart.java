package io.afterimage.trainer.finetune;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtException;
import io.afterimage.events.Sha256;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.OnnxSession;
import io.afterimage.model.Probe;
import io.afterimage.trainer.dataset.SnapshotEntry;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a model before a cut, in ONNX Runtime, one image at a time; if asked for, averaged over the image. Its kind
 * is the hash of that part alone: a model of which only what lies behind the cut has learned finds its records again.
 * Safe for many threads; closed after the last.
 */
final class FrozenPart implements AutoCloseable {
    private final InputGeometry geometry;
    private final String tensor;
    private final boolean averaged;
    private final String kind;
    private final OnnxSession session;
    private final long[] shape;

    /** @throws UntrainableModelException if ONNX Runtime cannot run it, or what it gives is no row an image */
    FrozenPart(TrainableModel model, String tensor, boolean averaged) throws UntrainableModelException {
        this.geometry = model.description().geometry();
        this.tensor = tensor;
        this.averaged = averaged;
        ModelProto part =
                model.before(tensor).model().toBuilder().clearMetadataProps().build();
        byte[] file = part.toByteArray();
        this.kind =
                "features " + Sha256.hex(file) + " " + geometry + " " + Variation.KIND + (averaged ? " averaged" : "");
        try {
            this.session = new OnnxSession(file, 1);
        } catch (OrtException e) {
            throw refusal(OnnxSession.reason(e), e);
        }
        try {
            long[] whole = run(Probe.pixels(geometry, 0)).shape();
            this.shape = Arrays.copyOfRange(whole, 1, whole.length);
        } catch (UntrainableModelException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private OnnxSession.Tensor run(ByteBuffer pixels) throws UntrainableModelException {
        try {
            long[] input = {1, geometry.height(), geometry.width(), 3};
            OnnxSession.Tensor result = session.run(ModelPackage.INPUT, pixels, input, Set.of(tensor))
                    .get(tensor);
            if (result == null || result.shape().length < 2 || result.shape()[0] != 1) {
                throw refusal("'" + tensor + "' is not float32 with a row for each image", null);
            }
            return averaged ? average(result) : result;
        } catch (OrtException e) {
            throw refusal(OnnxSession.reason(e), e);
        }
    }

    private static OnnxSession.Tensor average(OnnxSession.Tensor tensor) {
        int features = (int) tensor.shape()[1];
        int places = tensor.values().length / features;
        float[] means = new float[features];
        for (int f = 0; f < features; f++) {
            double sum = 0;
            for (int i = f * places; i < (f + 1) * places; i++) {
                sum += tensor.values()[i];
            }
            means[f] = (float) (sum / places);
        }
        return new OnnxSession.Tensor(new long[] {1, features, 1, 1}, means);
    }

    private static UntrainableModelException refusal(String why, @Nullable Throwable cause) {
        String message = "ONNX Runtime cannot run the model up to where it is cut: " + why + "; it can only serve";
        return cause == null
                ? new UntrainableModelException(Reason.RUN_FAILED, message)
                : new UntrainableModelException(Reason.RUN_FAILED, message, cause);
    }

    String kind() {
        return kind;
    }

    /** Of what one image gives. */
    long[] shape() {
        return shape.clone();
    }

    /** Bytes of what one image gives: float32, little-endian. */
    int bytes() {
        return Math.toIntExact(Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact));
    }

    Maker maker() {
        return new FeatureMaker();
    }

    private final class FeatureMaker implements Maker {
        private final ImageReader reader = new ImageReader(geometry);
        private final ByteBuffer pixels = ByteBuffer.allocateDirect(geometry.bytes());
        private final ByteBuffer features = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);

        @Override
        public ByteBuffer make(SnapshotEntry entry, int copy) throws IOException {
            features.clear();
            if (!reader.read(entry, copy, pixels.clear())) {
                return features.limit(0);
            }
            try {
                features.asFloatBuffer().put(run(pixels).values());
            } catch (UntrainableModelException e) {
                throw new IOException(e);
            }
            return features;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + OnnxSession.reason(e), e);
        }
    }
}
