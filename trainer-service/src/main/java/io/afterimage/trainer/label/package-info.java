/**
 * Labels as the console needs them. In: records of the labels topic; out: checked and bounded labels, and their JSON.
 * Pure.
 */
@NullMarked
package io.afterimage.trainer.label;

import org.jspecify.annotations.NullMarked;
