/** Which models exist and which is live. In: the {@code models} topic; out: its fold, and new entries in one order. */
@NullMarked
package io.afterimage.model.log;

import org.jspecify.annotations.NullMarked;
