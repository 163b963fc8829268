package io.afterimage.cli.dataform;

/** Images with their classes in one form. For one thread. */
interface DataSource {
    /** How many there are, those included that cannot be taken; negative: nobody knows before the end. */
    long size();

    /** Hands on each in the form's own order, as long as the taker goes on; can be called again. */
    void each(Taker taker);
}
