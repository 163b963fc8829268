/** The whole way at full load and at a light one. In: a model and images; out: the ceiling, a naive stream and ours, side by side. */
@NullMarked
package io.afterimage.bench.pipeline;

import org.jspecify.annotations.NullMarked;
