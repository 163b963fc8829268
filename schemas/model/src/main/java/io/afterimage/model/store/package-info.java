/** Files under the hash of what is in them. In: bytes; out: the same bytes, or a categorised refusal. */
@NullMarked
package io.afterimage.model.store;

import org.jspecify.annotations.NullMarked;
