/**
 * What classifier and trainer are as services. In: settings, requests and failures; out: whether brokers and topics are in order,
 * how the service is, whom it answers, and when it begins again. Knows neither service.
 */
@NullMarked
package io.afterimage.service;

import org.jspecify.annotations.NullMarked;
