/** The whole loop before one's eyes. In: scenes of simulated cameras, of which the truth is known; out: what became of the accuracy, line by line. */
@NullMarked
package io.afterimage.cli.demo;

import org.jspecify.annotations.NullMarked;
