/** Many clients at once. In: a running stack; out: how long they wait for their labels, and what was refused. */
@NullMarked
package io.afterimage.bench.upload;

import org.jspecify.annotations.NullMarked;
