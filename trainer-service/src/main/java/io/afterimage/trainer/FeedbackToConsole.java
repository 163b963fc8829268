package io.afterimage.trainer;

import io.afterimage.events.Feedbacks;
import io.afterimage.events.Topic;
import io.afterimage.events.v1.Feedback;
import io.afterimage.trainer.answer.AnswerLog;
import io.afterimage.trainer.answer.FeedbackWriter;
import io.afterimage.trainer.answer.Renames;
import io.afterimage.trainer.live.Followed;
import io.afterimage.trainer.live.Followed.Start;
import io.afterimage.trainer.review.ReviewQueue;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What people said, and where it goes: images out of the review queue, answers to who looks for them, what classes are called
 * now, and which answers were taken. Read from the beginning, since a class may have been renamed long ago.
 */
public final class FeedbackToConsole {
    private final Topic<String, Feedback> topic;
    private final ReviewQueue queue;
    private final AnswerLog answers;
    private final Renames renames;

    public FeedbackToConsole(Topic<String, Feedback> topic, ReviewQueue queue, AnswerLog answers, Renames renames) {
        this.topic = topic;
        this.queue = queue;
        this.answers = answers;
        this.renames = renames;
    }

    /**
     * The topic that is read.
     *
     * @param taken is told of each answer that is there, by its sender's own id
     */
    public Followed followed(Consumer<String> taken) {
        return new Followed(topic.name(), Start.OLDEST, record -> {
            FeedbackWriter.answer(record).ifPresent(taken);
            feedback(record);
        });
    }

    /** What was said of an image is out of the queue as soon as the brokers have it. */
    public void said(Feedback feedback, Instant at) {
        if (feedback.hasRetraction()) {
            queue.retracted(feedback.getImageId(), feedback.getPerson());
        } else {
            String name = feedback.hasTrueClass() ? feedback.getTrueClass() : feedback.getConfirmedClass();
            // What is said by hash alone, as when a class is renamed, is nobody's work of today.
            queue.answered(feedback.getImageId(), name, feedback.hasCoordinate() ? at : Instant.EPOCH);
        }
    }

    private void feedback(ConsumerRecord<byte[], byte[]> record) {
        Instant at = RecordsToConsole.at(record);
        RecordsToConsole.parse(topic, record)
                .filter(said -> Feedbacks.check(said).isEmpty())
                .ifPresent(said -> {
                    renames.heard(said, at);
                    answers.add(said, at);
                    said(said, at);
                });
    }
}
