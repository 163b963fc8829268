/** Decoding alone. In: images; out: images a second on one core, by size and format. */
@NullMarked
package io.afterimage.bench.decode;

import org.jspecify.annotations.NullMarked;
