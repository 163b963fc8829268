/**
 * What became of images. In: the labels and dead-letters topics, committed records only; out: the result of one id, and
 * the stream of all. Knows no framework.
 */
@NullMarked
package io.afterimage.classifier.upload.results;

import org.jspecify.annotations.NullMarked;
