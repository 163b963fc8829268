/**
 * The JSON of Label Studio. In: what waits and what people said, or annotations as Label Studio exports them; out:
 * tasks that it imports, or answers. Pure.
 */
@NullMarked
package io.afterimage.trainer.labelstudio;

import org.jspecify.annotations.NullMarked;
