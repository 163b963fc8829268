package io.afterimage.cli.dataform;

/** Is told of what is not taken. For one thread. */
public interface Notes {
    /** Something is wrong; the rest goes on. */
    void fault(Fault fault);

    /**
     * Something is no part of the data set: a readme, a class that nobody asked for.
     *
     * @param why one of few, so that they can be counted
     */
    void leftOut(String where, String why);
}
