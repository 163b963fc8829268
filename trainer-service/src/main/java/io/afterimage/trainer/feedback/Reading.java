package io.afterimage.trainer.feedback;

import io.afterimage.events.Rejection;
import io.afterimage.events.RejectionReason;
import io.afterimage.events.v1.ImageEvent;

/** What stands at a coordinate. */
sealed interface Reading {
    /**
     * An event.
     *
     * @param arrivedAt when the broker took it, in Unix milliseconds
     */
    record Event(ImageEvent event, long arrivedAt) implements Reading {}

    /** There is no image there, or there never was. */
    record Missing(Rejection rejection) implements Reading {}

    /** What stood there is no longer kept, or the topic was made anew: nobody can say what it was. */
    record Gone(Rejection rejection) implements Reading {}

    static Reading unknown(String detail) {
        return new Missing(new Rejection(RejectionReason.IMAGE_UNKNOWN, detail));
    }

    static Reading noImage() {
        return new Missing(new Rejection(RejectionReason.IMAGE_CHANGED, "the record there is no image"));
    }

    static Reading expired(long offset, long oldest) {
        return new Gone(new Rejection(
                RejectionReason.IMAGE_EXPIRED,
                "the image is past retention: offset " + offset + " is no longer kept, the oldest that is is "
                        + oldest));
    }

    static Reading madeAnew(String topic) {
        return new Gone(
                new Rejection(RejectionReason.IMAGE_CHANGED, "the topic " + topic + " was made anew since then"));
    }
}
