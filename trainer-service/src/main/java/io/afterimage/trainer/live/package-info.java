/**
 * What happens now. In: records of all topics that tell of it; out: the newest labels of each source, numbers of the
 * last minute, the timeline of models, and events for who follows.
 */
@NullMarked
package io.afterimage.trainer.live;

import org.jspecify.annotations.NullMarked;
