package io.afterimage.trainer.estimate;

import java.util.Map;

/**
 * How far the images that one version sees now are from those that it saw first.
 *
 * @param all over all sources
 * @param sources by name, those with the most draws first; only those with enough of them
 */
public record VersionDrift(Drift all, Map<String, Drift> sources) {}
