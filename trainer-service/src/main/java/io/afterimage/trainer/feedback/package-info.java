/** What people say. In: feedback records; out: votes and what they agree on, and the images that they are about. Knows neither PyTorch nor Quarkus. */
@NullMarked
package io.afterimage.trainer.feedback;

import org.jspecify.annotations.NullMarked;
