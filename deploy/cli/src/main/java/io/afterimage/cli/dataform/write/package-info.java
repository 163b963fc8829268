/** Data sets in the forms that other programs read. In: examples; out: folders, tables, IDX and TFRecord files, and zips of these. */
@NullMarked
package io.afterimage.cli.dataform.write;

import org.jspecify.annotations.NullMarked;
