/** Child processes. In: a command line and a log file; out: a process that can be watched, stopped and killed. */
@NullMarked
package io.afterimage.broker.process;

import org.jspecify.annotations.NullMarked;
