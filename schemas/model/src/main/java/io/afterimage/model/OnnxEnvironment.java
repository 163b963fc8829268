package io.afterimage.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;

/**
 * The process's one environment of ONNX Runtime, without telemetry. From 1.29 on ONNX Runtime begins by matching the command line
 * with regular expressions that recurse for each of its characters: one of a few thousand is past the stack of a Java thread,
 * and ends the process without a word. {@code ORT_DISABLE_TELEMETRY=1} in the process's environment, which all starters here
 * set, leaves all of that out; what somebody starts by hand gets a larger stack, and is silenced after it.
 */
final class OnnxEnvironment {
    /** Did for a command line of 120 kB. Only taken from the system as far as it is used. */
    private static final long STACK = 64L << 20;

    private OnnxEnvironment() {}

    private static final class Opened {
        static final OrtEnvironment ENVIRONMENT = open();
    }

    static OrtEnvironment get() {
        return Opened.ENVIRONMENT;
    }

    private static OrtEnvironment open() {
        return CompletableFuture.supplyAsync(
                        OnnxEnvironment::silent, work -> new Thread(null, work, "onnx-environment", STACK).start())
                .join();
    }

    /** Logs nothing, since what fails is thrown as well. */
    private static OrtEnvironment silent() {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "afterimage");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime's telemetry cannot be turned off", e);
        }
        return environment;
    }
}
