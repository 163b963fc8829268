/** One real Kafka broker as a child process. In: a data folder and ports; out: brokers that clients can reach. */
@NullMarked
package io.afterimage.broker;

import org.jspecify.annotations.NullMarked;
