/** From votes to examples. In: votes and images; out: what the data set keeps of them, its group and its side. Knows neither PyTorch nor Quarkus. */
@NullMarked
package io.afterimage.trainer.example;

import org.jspecify.annotations.NullMarked;
