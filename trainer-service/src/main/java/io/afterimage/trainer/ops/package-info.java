/** Starting, watching and stopping. In: configuration; out: a running trainer, its health and its HTTP interface. */
@NullMarked
package io.afterimage.trainer.ops;

import org.jspecify.annotations.NullMarked;
