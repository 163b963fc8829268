/**
 * Which images people are asked about, and who has which of them. In: labels and answers; out: entries, each lent to
 * one person, with the reason why it is asked. Pure: knows neither Kafka nor HTTP, and time comes in from outside.
 */
@NullMarked
package io.afterimage.trainer.review;

import org.jspecify.annotations.NullMarked;
