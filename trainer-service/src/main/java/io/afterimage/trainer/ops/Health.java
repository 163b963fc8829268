package io.afterimage.trainer.ops;

/**
 * How the trainer is, at one moment.
 *
 * @param live whether it can still recover by itself
 * @param started whether brokers and topics were found in order
 * @param ready whether it works, or stands by for the one that does
 * @param reason why it is not ready, or what else to know, for the person who must act; may be empty
 */
public record Health(boolean live, boolean started, boolean ready, String reason) {
    static Health starting(String reason) {
        return new Health(true, false, false, reason);
    }

    static Health waiting(String reason) {
        return new Health(true, true, false, reason);
    }

    static Health standingBy(String reason) {
        return new Health(true, true, true, reason);
    }

    static Health running() {
        return new Health(true, true, true, "");
    }

    static Health dead(String reason) {
        return new Health(false, true, false, reason);
    }
}
