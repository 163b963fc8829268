/** Packages in half precision. In: a package; out: a session that computes in float16, or why it does not. */
@NullMarked
package io.afterimage.model.half;

import org.jspecify.annotations.NullMarked;
