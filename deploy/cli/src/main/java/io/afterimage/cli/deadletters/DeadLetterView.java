package io.afterimage.cli.deadletters;

import io.afterimage.cli.output.Printable;
import io.afterimage.events.DeadLetter;

/** A dead letter as it is printed for people. Pure. */
final class DeadLetterView {
    private DeadLetterView() {}

    /** Its line: reason, detail, where it stood, from whom. */
    static String text(DeadLetter letter) {
        return Printable.clean(letter.reason() + "  " + letter.detail() + "  (" + letter.topic() + " "
                + letter.partition() + "@" + letter.offset()
                + (letter.source() == null ? "" : ", from " + letter.source())
                + (letter.id() == null ? "" : ", " + letter.id()) + ")");
    }
}
