/** What is said of an image. In: an outcome; out: a label or a rejection. Pure: knows no Kafka client and no native code. */
@NullMarked
package io.afterimage.classifier.label;

import org.jspecify.annotations.NullMarked;
