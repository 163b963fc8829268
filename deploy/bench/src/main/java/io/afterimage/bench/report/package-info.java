/** What a person reads. In: measured values; out: a table, a JSON line, and files with the machine they were measured on. */
@NullMarked
package io.afterimage.bench.report;

import org.jspecify.annotations.NullMarked;
