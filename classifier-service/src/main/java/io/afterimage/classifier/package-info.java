/** Images in, labels out: {@code images -> decode -> infer -> label -> labels}. Start at {@link ClassifierTopology}. */
@NullMarked
package io.afterimage.classifier;

import org.jspecify.annotations.NullMarked;
