/** Hours of steady load. In: images at a share of the capacity; out: what the process takes, and how late labels are, minute by minute. */
@NullMarked
package io.afterimage.bench.soak;

import org.jspecify.annotations.NullMarked;
