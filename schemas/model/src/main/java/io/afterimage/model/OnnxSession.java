package io.afterimage.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A session of ONNX Runtime over a graph that takes one uint8 tensor. Safe for many threads, except {@link
 * #close}, which must come after the last run has ended: otherwise the process crashes.
 */
public final class OnnxSession implements AutoCloseable {
    /** Of one output: 128 MiB, which is copied twice on the way. Scores and embeddings of a batch take far less. */
    private static final int MOST_VALUES = 1 << 25;

    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * A float32 tensor; the arrays are the caller's.
     *
     * @param shape its dimensions
     * @param values row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of native results, never compared
    public record Tensor(long[] shape, float[] values) {}

    /**
     * Loads a graph.
     *
     * @param file an ONNX file that has passed {@link OnnxFile}
     * @param intraOpThreads threads that share one run, from 1; the calling thread is one of them
     */
    public OnnxSession(byte[] file, int intraOpThreads) throws OrtException {
        try (SessionOptions options = options(intraOpThreads)) {
            environment = environment();
            session = environment.createSession(file, options);
        }
    }

    /**
     * Loads a graph.
     *
     * @param file an ONNX file that has passed {@link OnnxFile}
     * @param options from {@link #options}; stay the caller's
     */
    public OnnxSession(byte[] file, SessionOptions options) throws OrtException {
        environment = environment();
        session = environment.createSession(file, options);
    }

    /**
     * Loads a graph without taking its file into Java's memory.
     *
     * @param file an ONNX file that has passed {@link OnnxFile}, which nobody changes meanwhile
     * @param options from {@link #options}; stay the caller's
     */
    public OnnxSession(Path file, SessionOptions options) throws OrtException {
        environment = environment();
        session = environment.createSession(file.toString(), options);
    }

    /** How every session here runs, on the CPU if nothing is added; to be closed by the caller. */
    public static SessionOptions options(int intraOpThreads) throws OrtException {
        // First of all: what a provider logs while it is added to the options goes by way of it.
        var unused = environment();
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(intraOpThreads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        // Idle threads must not burn the cores that decode the next images.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    /** The process's one environment; quiet, since what fails is thrown as well. */
    public static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "afterimage");
    }

    /**
     * Runs the graph.
     *
     * @param pixels direct; what remains is the input, and its position stays
     * @param outputs names of the tensors wanted; those that are neither float32 nor float16, which is converted, are left out
     */
    public Map<String, Tensor> run(String input, ByteBuffer pixels, long[] shape, Set<String> outputs)
            throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels.slice(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
            Map<String, Tensor> tensors = new HashMap<>();
            for (Map.Entry<String, OnnxValue> entry : result) {
                if (entry.getValue() instanceof OnnxTensor output && isFloat(output.getInfo().type)) {
                    tensors.put(entry.getKey(), new Tensor(output.getInfo().getShape(), values(output)));
                }
            }
            return tensors;
        }
    }

    /**
     * Runs the graph, which writes to memory that is there already.
     *
     * @param pixels direct; what remains is the input, and its position stays
     * @param outputs tensors over direct memory by name, each of the type and shape that the graph gives
     * @throws OrtException also if a graph gives another shape; what was written is of no use then
     */
    void run(String input, ByteBuffer pixels, long[] shape, Map<String, OnnxTensor> outputs) throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels.slice(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
            if (result.size() != outputs.size()) {
                throw new OrtException("the graph gave " + result.size() + " of " + outputs.size() + " outputs");
            }
        }
    }

    private static boolean isFloat(OnnxJavaType type) {
        return type == OnnxJavaType.FLOAT || type == OnnxJavaType.FLOAT16;
    }

    private static float[] values(OnnxTensor tensor) throws OrtException {
        long count = tensor.getInfo().getNumElements();
        if (count > MOST_VALUES) {
            throw new OrtException("an output holds " + count + " values; at most " + MOST_VALUES + " are read");
        }
        float[] values = new float[(int) count];
        tensor.getFloatBuffer().get(values);
        return values;
    }

    /** The first line of what ONNX Runtime said, for people: without its error code and place in its sources. */
    public static String reason(OrtException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return line.replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceFirst("^\\S+\\.(cc|h):\\d+ ([^'\"]*?::[^'\"]*?\\) )?", "");
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
