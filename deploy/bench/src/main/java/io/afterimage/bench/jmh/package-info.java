/** Benchmarks of single parts, for JMH. */
@NullMarked
package io.afterimage.bench.jmh;

import org.jspecify.annotations.NullMarked;
