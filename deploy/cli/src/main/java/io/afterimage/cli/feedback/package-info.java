/** What a person says of images, from the command line. In: verdicts; out: feedback records. */
@NullMarked
package io.afterimage.cli.feedback;

import org.jspecify.annotations.NullMarked;
