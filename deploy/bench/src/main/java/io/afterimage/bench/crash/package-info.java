/** Kills at full load. In: a plan of kills; out: whether each image has exactly one label. */
@NullMarked
package io.afterimage.bench.crash;

import org.jspecify.annotations.NullMarked;
