/** The rules of the trainer's HTTP interface. In: requests; out: only those that may pass, JSON answers, problems. */
@NullMarked
package io.afterimage.trainer.http;

import org.jspecify.annotations.NullMarked;
