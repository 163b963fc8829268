/**
 * Two models on the same test examples. In: what each said of them; out: the table of how they differ, with its
 * statistics. Pure, but for the scorer, which runs a package.
 */
@NullMarked
package io.afterimage.model.compare;

import org.jspecify.annotations.NullMarked;
