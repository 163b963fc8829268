package io.afterimage.trainer.finetune;

import java.util.List;

/**
 * What was not trained with, and why.
 *
 * @param undecodable examples whose image cannot be decoded
 * @param contradicting examples of images that have two classes
 * @param rareClasses those with too few examples, sorted
 */
public record LeftOut(int undecodable, int contradicting, List<String> rareClasses) {
    public LeftOut {
        rareClasses = List.copyOf(rareClasses);
    }
}
