package io.afterimage.trainer.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** What ONNX Runtime says: a model over float32 inputs, run once. */
public final class Reference {
    private Reference() {}

    /** Values by row, and their dimensions. */
    @SuppressWarnings("ArrayRecordComponent") // carries values, never compared
    public record Values(float[] values, long... shape) {}

    /** The first output of a model. */
    public static Values run(ModelProto model, Map<String, Values> inputs) throws OrtException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "afterimage");
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(model.toByteArray(), options)) {
                for (Map.Entry<String, Values> input : inputs.entrySet()) {
                    FloatBuffer values = FloatBuffer.wrap(input.getValue().values());
                    tensors.put(
                            input.getKey(),
                            OnnxTensor.createTensor(
                                    environment, values, input.getValue().shape()));
                }
                try (OrtSession.Result result = session.run(tensors)) {
                    OnnxTensor output = (OnnxTensor) result.get(0);
                    FloatBuffer values = output.getFloatBuffer();
                    float[] row = new float[values.remaining()];
                    values.get(row);
                    return new Values(row, output.getInfo().getShape());
                }
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
