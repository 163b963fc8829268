/** The data set as training sees it. In: the examples topic; out: files, counts and frozen snapshots. Knows neither PyTorch nor Quarkus. */
@NullMarked
package io.afterimage.trainer.dataset;

import org.jspecify.annotations.NullMarked;
