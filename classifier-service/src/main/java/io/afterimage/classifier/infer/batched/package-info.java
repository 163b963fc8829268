/** Runners for an accelerator. In: image records; out: outcomes, by way of decoded images and batches of one model. */
@NullMarked
package io.afterimage.classifier.infer.batched;

import org.jspecify.annotations.NullMarked;
