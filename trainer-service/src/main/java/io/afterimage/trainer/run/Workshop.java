package io.afterimage.trainer.run;

import io.afterimage.trainer.gate.Gate;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What all runs share.
 *
 * @param folder for the runs' own files
 * @param cache folder of features
 */
record Workshop(
        Surroundings surroundings,
        Gate gate,
        Publishing publishing,
        RunRecords records,
        RunEvents events,
        RunLimits limits,
        Path folder,
        Path cache,
        long cacheBytes,
        Class<?> child,
        InstantSource clock) {}
