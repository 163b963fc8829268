/**
 * Images as people may see them. In: places and hashes, or examples; out: small JPEG files that were encoded anew, or
 * the reason why there is none.
 */
@NullMarked
package io.afterimage.trainer.picture;

import org.jspecify.annotations.NullMarked;
