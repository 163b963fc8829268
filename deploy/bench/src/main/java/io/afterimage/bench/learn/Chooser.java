package io.afterimage.bench.learn;

import java.util.List;

/** Says which photos are labelled next. */
@FunctionalInterface
interface Chooser {
    /**
     * Chooses some.
     *
     * @param model the package that was learned so far
     * @param open photos without a label, at least as many, in an order that a seed gave
     * @param count how many, from 1
     */
    List<LabelledPhoto> choose(byte[] model, List<LabelledPhoto> open, int count) throws Exception;
}
