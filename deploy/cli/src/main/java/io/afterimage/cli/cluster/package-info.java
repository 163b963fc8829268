/** How a command reaches its brokers and its store. In: options or the local stack; out: client settings. */
@NullMarked
package io.afterimage.cli.cluster;

import org.jspecify.annotations.NullMarked;
