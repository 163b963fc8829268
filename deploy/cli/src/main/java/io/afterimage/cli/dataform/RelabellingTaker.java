package io.afterimage.cli.dataform;

import io.afterimage.events.ClassNames;
import java.util.Optional;

/** Tidies and translates classes on their way to a taker. */
record RelabellingTaker(Relabelling map, Taker taker) implements Taker {
    @Override
    public boolean goesOn() {
        return taker.goesOn();
    }

    @Override
    public void take(Labelled image) {
        Optional<String> tidy = ClassNames.tidy(image.label());
        if (tidy.isEmpty()) {
            taker.fault(new Fault(
                    image.where(),
                    Fault.Reason.LABEL_INVALID,
                    "a class has 1 to " + ClassNames.LONGEST + " characters and none that cannot be seen"));
            return;
        }
        map.of(tidy.get())
                .ifPresentOrElse(
                        label -> taker.take(image.as(label)),
                        () -> taker.leftOut(image.where(), "the label map leaves its class out"));
    }

    @Override
    public void fault(Fault fault) {
        taker.fault(fault);
    }

    @Override
    public void leftOut(String where, String why) {
        taker.leftOut(where, why);
    }
}
