/**
 * Java processes that run native code apart from this one. In: what to run, its limits and a folder; out: a process to start, with
 * this one's code and none of its secrets.
 */
@NullMarked
package io.afterimage.model.process;

import org.jspecify.annotations.NullMarked;
