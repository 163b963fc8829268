/** Model changes at full load. In: a model under two names; out: whether labels and memory stay what they should be. */
@NullMarked
package io.afterimage.bench.swap;

import org.jspecify.annotations.NullMarked;
