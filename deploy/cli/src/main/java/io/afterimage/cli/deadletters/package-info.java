/** What could not be labelled. In: the dead-letters topic; out: one line each, or the images once more. */
@NullMarked
package io.afterimage.cli.deadletters;

import org.jspecify.annotations.NullMarked;
