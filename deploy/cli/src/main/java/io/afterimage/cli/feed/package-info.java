/** Files, and what simulated cameras see, become images on the topic. In: paths or scenes; out: image events, and with waiting what became of each. */
@NullMarked
package io.afterimage.cli.feed;

import org.jspecify.annotations.NullMarked;
