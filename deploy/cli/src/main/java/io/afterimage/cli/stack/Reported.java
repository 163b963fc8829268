package io.afterimage.cli.stack;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's topics say.
 *
 * @param failure why they could not be read; empty where they were
 * @param liveModel version that should be in use, if one was ever promoted
 * @param classifiers the instances that live
 */
record Reported(String failure, @Nullable String liveModel, Classifiers classifiers) {
    static Reported failed(String failure) {
        return new Reported(failure, null, new Classifiers(List.of()));
    }

    /** The status of the cluster, where nothing else is known about it. */
    StackStatus status() {
        if (!failure.isEmpty()) {
            return StackStatus.down(failure);
        }
        String reason = Stream.of(classifiers.notReady(), classifiers.remarks())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return new StackStatus(classifiers.ready(), reason, liveModel, classifiers.devices(), classifiers.parts());
    }
}
