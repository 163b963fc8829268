/**
 * Events for everyone who follows them, each at its own pace. In: events; out: a bounded queue for each reader, in
 * which old samples give way. Pure.
 */
@NullMarked
package io.afterimage.trainer.stream;

import org.jspecify.annotations.NullMarked;
