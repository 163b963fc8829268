/** The live model and its change. In: the model log and the store; out: leases on a session. Knows no Quarkus. */
@NullMarked
package io.afterimage.classifier.live;

import org.jspecify.annotations.NullMarked;
