/** The trainer service. In: what people say of images; out: models that are proven better. */
@NullMarked
package io.afterimage.trainer;

import org.jspecify.annotations.NullMarked;
