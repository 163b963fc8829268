/** The poll is the batch. In: records as they are polled; out: the same records, their inference under way. Knows no Quarkus. */
@NullMarked
package io.afterimage.classifier.batch;

import org.jspecify.annotations.NullMarked;
