/** The model that a stack starts with where nobody names one. In: scenes of simulated cameras; out: the file, and how often it is right. */
@NullMarked
package io.afterimage.bench.starter;

import org.jspecify.annotations.NullMarked;
