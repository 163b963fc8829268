/** The data set from the command line. In: folders and the examples topic; out: feedback, folders, lists and counts. */
@NullMarked
package io.afterimage.cli.examples;

import org.jspecify.annotations.NullMarked;
