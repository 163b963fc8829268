/** The HTTP interface: Vert.x handlers and their wiring. In: requests; out: answers. Decides nothing that can be decided without HTTP. */
@NullMarked
package io.afterimage.classifier.upload.http;

import org.jspecify.annotations.NullMarked;
