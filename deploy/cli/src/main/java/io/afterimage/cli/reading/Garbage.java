package io.afterimage.cli.reading;

import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records that are not what their topic carries: passed over, counted, and said once. For one thread. */
public final class Garbage {
    private final Output output;
    private long passedOver;

    public Garbage(Output output) {
        this.output = output;
    }

    /** Passes over a record. */
    public void passOver(ConsumerRecord<?, ?> record, String why) {
        if (passedOver++ == 0) {
            output.note("Passed over " + record.topic() + " " + record.partition() + "@" + record.offset() + ": "
                    + Printable.clean(why) + ". Others like it are only counted.");
        }
    }

    /** Says how many there were, if it was more than the one that was said. */
    public void summarise() {
        if (passedOver > 1) {
            output.note("Passed over " + passedOver + " records in all.");
        }
    }
}
