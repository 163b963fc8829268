package io.afterimage.bench.pipeline;

import io.afterimage.events.Topic;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Label;

/**
 * Where the naive stream works, beside the task whose images it reads.
 *
 * @param taskPrefix start of the names of that task's topics
 */
record NaiveTask(String taskPrefix) {
    private static final String NAIVE = "naive.";

    /** Where its labels go. */
    Topic<String, Label> labels() {
        return new Topics(taskPrefix + NAIVE).labels();
    }

    /** The group in which its threads share the images. */
    String group() {
        return taskPrefix + NAIVE + "classifier";
    }
}
