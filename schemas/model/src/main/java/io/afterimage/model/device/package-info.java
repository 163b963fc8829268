/** Where models run. In: what was asked for; out: a device that opens packages, or why there is none. */
@NullMarked
package io.afterimage.model.device;

import org.jspecify.annotations.NullMarked;
