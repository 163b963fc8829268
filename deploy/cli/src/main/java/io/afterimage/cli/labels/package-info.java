/** Labels for people and programs. In: the labels topic; out: one line a label. */
@NullMarked
package io.afterimage.cli.labels;

import org.jspecify.annotations.NullMarked;
