/**
 * Data sets in the forms that people have them in. In: folders, zips, tables, IDX and TFRecord files of strangers; out: images
 * with their classes, and what is wrong with the rest.
 */
@NullMarked
package io.afterimage.cli.dataform;

import org.jspecify.annotations.NullMarked;
