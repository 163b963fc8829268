/** A person at the console of a whole stack, in a real browser. In: simulated cameras; out: how long people wait for it. */
@NullMarked
package io.afterimage.bench.console;

import org.jspecify.annotations.NullMarked;
