/**
 * How encoded images become pixels. In: bytes that a stranger wrote; out: the uint8 RGB a model takes, or a rejection
 * with its reason. May depend on OpenCV and on the rejections of the contract.
 */
@NullMarked
package io.afterimage.model.image;

import org.jspecify.annotations.NullMarked;
