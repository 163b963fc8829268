/** The local stack: broker and services as supervised child processes. In: a data folder; out: a running system. */
@NullMarked
package io.afterimage.cli.stack;

import org.jspecify.annotations.NullMarked;
