/** How commands read topics. In: client settings and bounds; out: committed records, never a crash over a strange one. */
@NullMarked
package io.afterimage.cli.reading;

import org.jspecify.annotations.NullMarked;
