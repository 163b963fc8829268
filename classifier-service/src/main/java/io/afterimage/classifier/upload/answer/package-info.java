/** What clients are told: JSON, and problem details for whatever goes wrong. Knows neither Kafka nor the framework. */
@NullMarked
package io.afterimage.classifier.upload.answer;

import org.jspecify.annotations.NullMarked;
