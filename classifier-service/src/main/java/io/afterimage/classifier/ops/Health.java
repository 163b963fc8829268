package io.afterimage.classifier.ops;

/**
 * How the classifier is, at one moment.
 *
 * @param live whether it can still recover by itself
 * @param started whether brokers and topics were found in order
 * @param ready whether images become labels
 * @param reason why it is not ready, for the person who must act; empty where it is
 */
public record Health(boolean live, boolean started, boolean ready, String reason) {
    static Health starting(String reason) {
        return new Health(true, false, false, reason);
    }

    static Health waiting(String reason) {
        return new Health(true, true, false, reason);
    }

    static Health running() {
        return new Health(true, true, true, "");
    }

    static Health dead(String reason) {
        return new Health(false, true, false, reason);
    }
}
