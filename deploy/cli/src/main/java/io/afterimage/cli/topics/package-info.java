/** The topics' settings. In: what the contract needs; out: topics made, mended or complained about. */
@NullMarked
package io.afterimage.cli.topics;

import org.jspecify.annotations.NullMarked;
