/** Brokers for tests. In: nothing; out: a running broker, in a container or as a child process. */
@NullMarked
package io.afterimage.broker;

import org.jspecify.annotations.NullMarked;
