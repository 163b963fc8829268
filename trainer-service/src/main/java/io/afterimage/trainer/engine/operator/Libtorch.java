package io.afterimage.trainer.engine.operator;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch, once a process, with one thread until more are asked for. */
public final class Libtorch {
    static {
        // JavaCPP stops the process's allocations once its resident memory passes twice the Java heap. ONNX Runtime
        // counts for
        // that as well, and owners here close what they take, so the bound would only misfire.
        setUnlessGiven("org.bytedeco.javacpp.maxBytes");
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes");
        Loader.load(torch.class);
        torch.set_num_interop_threads(1);
        useThreads(1);
    }

    private Libtorch() {}

    /** Returns once libtorch is ready; the first call takes some three seconds where nothing is unpacked yet. */
    public static void load() {
        // The work is done where the class begins.
    }

    /**
     * Says how many threads share one operator. Results are the same bit for bit only with the same number.
     *
     * @param threads from 1
     */
    public static void useThreads(int threads) {
        torch.set_num_threads(threads);
        // Matrices are multiplied by threads of its own.
        openblas.blas_set_num_threads(threads);
    }

    private static void setUnlessGiven(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "0");
        }
    }
}
