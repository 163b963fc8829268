/** The models and which is live. In: foreign ONNX files and people's decisions; out: packages and log entries. */
@NullMarked
package io.afterimage.cli.models;

import org.jspecify.annotations.NullMarked;
