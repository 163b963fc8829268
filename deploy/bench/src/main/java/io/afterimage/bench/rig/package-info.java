/** What is measured, and what it runs on. In: an installation and options; out: a broker, topics with images, child processes. */
@NullMarked
package io.afterimage.bench.rig;

import org.jspecify.annotations.NullMarked;
