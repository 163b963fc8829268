/**
 * The first run of a model that nobody has run before. In: foreign ONNX files and packages; out: packages, or refusals; in a child
 * process with limits, since only there may a model hang, eat memory or crash.
 */
@NullMarked
package io.afterimage.model.trial;

import org.jspecify.annotations.NullMarked;
