/** Simulated roadside cameras. In: a scene, with its truth; out: a JPEG file, the same for the same scene. Java2D alone, and no fonts. */
@NullMarked
package io.afterimage.scenes;

import org.jspecify.annotations.NullMarked;
