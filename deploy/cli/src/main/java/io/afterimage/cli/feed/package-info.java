/** Files become images on the topic. In: paths; out: image events, and with waiting what became of each. */
@NullMarked
package io.afterimage.cli.feed;

import org.jspecify.annotations.NullMarked;
