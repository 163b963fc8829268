/** Starting, watching and stopping. In: configuration; out: a running classifier, its health and its reports. */
@NullMarked
package io.afterimage.classifier.ops;

import org.jspecify.annotations.NullMarked;
