/** A model as a graph. In: model packages; out: parts of their graphs, and what in them can learn. Knows no libtorch. */
@NullMarked
package io.afterimage.trainer.engine.graph;

import org.jspecify.annotations.NullMarked;
