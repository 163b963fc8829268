/**
 * What people say of images in the console. In: answers as JSON; out: feedback records, each written once, and who said
 * what. Knows no HTTP.
 */
@NullMarked
package io.afterimage.trainer.answer;

import org.jspecify.annotations.NullMarked;
