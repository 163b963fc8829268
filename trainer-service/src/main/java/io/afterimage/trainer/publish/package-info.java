/**
 * Makes a judged candidate known. In: a model file and the gate's report; out: both in the store and entries in the log of
 * models, also after being killed in between.
 */
@NullMarked
package io.afterimage.trainer.publish;

import org.jspecify.annotations.NullMarked;
