package io.afterimage.cli.stack;

import io.afterimage.broker.LocalPorts;
import io.afterimage.cli.CommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The row of ports that a local stack listens on. The one after the classifier's is the trainer's.
 *
 * @param first the first of the row, Kafka's
 */
public record Ports(int first) {
    static final int DEFAULT = 9092;
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

    /** Whether all of the row are port numbers. */
    boolean valid() {
        return first > 0 && first + LENGTH - 1 <= 65_535;
    }

    /**
     * Returns if nobody listens on any of them.
     *
     * @throws CommandException if somebody does
     */
    void requireFree() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        needed.put("Kafka", kafka());
        needed.put("Kafka's controller", controller());
        needed.put("the classifier", classifier());
        needed.forEach((who, port) -> {
            if (LocalPorts.inUse(port)) {
                throw new CommandException("Port " + port + ", meant for " + who
                        + ", is in use. Choose another row of ports with --port N (N to N+" + (LENGTH - 1) + ").");
            }
        });
    }
}
