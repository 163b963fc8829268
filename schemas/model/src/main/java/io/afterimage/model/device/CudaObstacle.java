package io.afterimage.model.device;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Says to a person what stands between this machine and CUDA, by what ONNX Runtime said. */
final class CudaObstacle {
    private static final Map<Pattern, String> REMEDIES = Map.of(
            Pattern.compile("failed to load (shared )?library|cannot open shared object|loadlibrary failed"),
            "a library of CUDA 12 or cuDNN 9 is missing; install both and put them on LD_LIBRARY_PATH",
            Pattern.compile("cuda failure 35:|driver version is insufficient"),
            "NVIDIA's driver is missing or too old for CUDA 12",
            Pattern.compile("cuda failure 100:|no cuda-capable device"),
            "there is no NVIDIA GPU, or it is hidden from this process",
            Pattern.compile("cuda failure 101:|invalid device ordinal"),
            "there is no GPU of this number; 'nvidia-smi -L' lists them");

    private CudaObstacle() {}

    static String of(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return REMEDIES.entrySet().stream()
                .filter(remedy -> remedy.getKey().matcher(lower).find())
                .findFirst()
                .map(remedy -> remedy.getValue() + " (" + said + ")")
                .orElse("CUDA does not work: " + said);
    }
}
