package io.afterimage.cli.stack;

import io.afterimage.broker.LocalPorts;
import io.afterimage.cli.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The row of ports that a local stack listens on.
 *
 * @param first the first of the row, Kafka's
 */
public record Ports(int first) {
    public static final int DEFAULT = 9092;
    private static final int LENGTH = 4;

    public int kafka() {
        return first;
    }

    public int controller() {
        return first + 1;
    }

    public int classifier() {
        return first + 2;
    }

    public int trainer() {
        return first + 3;
    }

    /** Whether all of the row are port numbers. */
    public boolean valid() {
        return first > 0 && first + LENGTH - 1 <= 65_535;
    }

    /**
     * Returns if nobody listens on any of them.
     *
     * @param trains whether the trainer needs its own
     *
     * @throws CommandException if somebody does
     */
    void requireFree(boolean trains) {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Kafka", kafka());
        needed.put("Kafka's controller", controller());
        needed.put("the classifier", classifier());
        if (trains) {
            needed.put("the trainer", trainer());
        }
        needed.forEach((who, port) -> {
            if (LocalPorts.inUse(port)) {
                throw new CommandException("Port " + port + ", meant for " + who
                        + ", is in use. Choose another row of ports with --port N (N to N+" + (LENGTH - 1) + ").");
            }
        });
    }
}
