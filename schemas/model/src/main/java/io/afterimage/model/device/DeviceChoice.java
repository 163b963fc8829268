package io.afterimage.model.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that models run on, and why it is this one.
 *
 * @param device what was chosen
 * @param why in a few words; empty where it is what was asked for
 */
public record DeviceChoice(Device device, String why) {
    private static final String AUTO = "auto";
    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

    /** Tries a GPU by its number. */
    public interface Finder {
        /** The GPU, or {@link DeviceUnavailableException} if it cannot be used. */
        Device find(int index) throws DeviceUnavailableException;
    }

    /**
     * Finds what was asked for; {@code auto} takes the first GPU where that works, else the CPU.
     *
     * @param asked auto, cpu, or cuda:N
     * @throws DeviceUnavailableException if a GPU was asked for by number and cannot be used, or it is none of these
     */
    public static DeviceChoice of(String asked, Finder cuda) throws DeviceUnavailableException {
        Optional<Integer> index = index(asked);
        if (asked.equals(CpuDevice.NAME)) {
            return new DeviceChoice(new CpuDevice(), "");
        }
        if (asked.equals(AUTO)) {
            return auto(cuda);
        }
        if (index.isEmpty()) {
            throw new DeviceUnavailableException("afterimage.device must be auto, cpu or cuda:N with a number N");
        }
        try {
            return new DeviceChoice(cuda.find(index.get()), "");
        } catch (DeviceUnavailableException e) {
            throw new DeviceUnavailableException(asked + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether {@link #of} knows what this means. */
    public static boolean isValid(String asked) {
        return asked.equals(AUTO)
                || asked.equals(CpuDevice.NAME)
                || index(asked).isPresent();
    }

    private static DeviceChoice auto(Finder cuda) {
        try {
            return new DeviceChoice(cuda.find(0), "found by auto");
        } catch (DeviceUnavailableException e) {
            return new DeviceChoice(new CpuDevice(), "no GPU: " + e.getMessage());
        }
    }

    private static Optional<Integer> index(String asked) {
        Matcher cuda = CUDA.matcher(asked);
        return cuda.matches() ? Optional.of(Integer.valueOf(cuda.group(1))) : Optional.empty();
    }
}
