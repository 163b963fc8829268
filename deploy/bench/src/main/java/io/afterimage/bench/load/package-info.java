/** The images. In: a folder; out: events on the topic, each with an id that is looked for again. */
@NullMarked
package io.afterimage.bench.load;

import org.jspecify.annotations.NullMarked;
