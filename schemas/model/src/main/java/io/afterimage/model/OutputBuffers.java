package io.afterimage.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Direct memory that runs of one number of rows write their outputs to, again and again: ONNX Runtime allocates none, and
 * copies none within the host. It is not pinned, which its Java API cannot do. Has one user at a time.
 */
final class OutputBuffers implements AutoCloseable {
    private final int rows;
    private final Map<String, FloatBuffer> values = new HashMap<>();
    private final Map<String, OnnxTensor> tensors = new HashMap<>();

    /**
     * Allocates.
     *
     * @param widths values of one row of each output, by its name
     */
    OutputBuffers(int rows, Map<String, Integer> widths) throws OrtException {
        this.rows = rows;
        try {
            for (Map.Entry<String, Integer> output : widths.entrySet()) {
                add(output.getKey(), output.getValue());
            }
        } catch (OrtException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(String name, int width) throws OrtException {
        FloatBuffer memory = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        values.put(name, memory);
        tensors.put(name, OnnxTensor.createTensor(OnnxSession.environment(), memory, new long[] {rows, width}));
    }

    /** What a run is given to write to, by name. */
    Map<String, OnnxTensor> tensors() {
        return tensors;
    }

    /**
     * Copies the first rows of an output out; each is empty for an output that is not there.
     *
     * @param n from 1 to the number of rows
     */
    float[][] first(int n, String name) {
        FloatBuffer memory = values.get(name);
        int width = memory == null ? 0 : memory.capacity() / rows;
        float[][] copied = new float[n][width];
        for (int i = 0; memory != null && i < n; i++) {
            memory.get(i * width, copied[i]);
        }
        return copied;
    }

    @Override
    public void close() {
        tensors.values().forEach(OnnxTensor::close);
    }
}
