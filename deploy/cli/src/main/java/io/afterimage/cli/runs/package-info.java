/** Runs of the trainer. In: what a person asks for; out: calls of the trainer's HTTP interface, and how a run goes. */
@NullMarked
package io.afterimage.cli.runs;

import org.jspecify.annotations.NullMarked;
