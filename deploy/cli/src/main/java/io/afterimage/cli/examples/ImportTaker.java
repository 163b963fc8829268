package io.afterimage.cli.examples;

import io.afterimage.cli.Interruption;
import io.afterimage.cli.dataform.Fault;
import io.afterimage.cli.dataform.Labelled;
import io.afterimage.cli.dataform.Taker;
import io.afterimage.cli.output.Progress;

/** Takes a data set until somebody interrupts, and shows how far it is. */
record ImportTaker(ExampleImport images, ImportTable table, Progress progress, Interruption interruption)
        implements Taker {
    @Override
    public boolean goesOn() {
        progress.show(table.seen());
        return !interruption.requested();
    }

    @Override
    public void take(Labelled image) {
        images.take(image, table);
    }

    @Override
    public void fault(Fault fault) {
        table.fault(fault);
    }

    @Override
    public void leftOut(String where, String why) {
        table.leftOut(where, why);
    }
}
