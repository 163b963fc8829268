/** Learning. In: a graph and batches of examples; out: weights. Knows nothing of where examples come from. */
@NullMarked
package io.afterimage.trainer.engine.train;

import org.jspecify.annotations.NullMarked;
