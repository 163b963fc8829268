package io.afterimage.service;

/**
 * How a service is, at one moment.
 *
 * @param live whether it can still recover by itself
 * @param started whether brokers and topics were found in order
 * @param ready whether it does its work, or stands by for the one that does
 * @param reason why it is not ready, or what else to know, for the person who must act; may be empty
 */
public record Health(boolean live, boolean started, boolean ready, String reason) {
    /** It looks for brokers and topics. */
    public static Health starting(String reason) {
        return new Health(true, false, false, reason);
    }

    /** Something else is missing. */
    public static Health waiting(String reason) {
        return new Health(true, true, false, reason);
    }

    /**
     * It does its work, or stands by.
     *
     * @param notice what to know all the same; may be empty
     */
    public static Health ready(String notice) {
        return new Health(true, true, true, notice);
    }

    /** It cannot recover by itself. */
    public static Health dead(String reason) {
        return new Health(false, true, false, reason);
    }

    /** Who can be asked how it is. Never blocks. */
    public interface Source {
        Health health();
    }
}
