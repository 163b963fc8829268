/** What a model takes and gives. In: package files; out: labels, geometry and sessions. */
@NullMarked
package io.afterimage.model;

import org.jspecify.annotations.NullMarked;
