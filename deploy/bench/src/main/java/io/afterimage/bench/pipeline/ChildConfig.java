package io.afterimage.bench.pipeline;

import io.afterimage.classifier.ops.ClassifierConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The classifier's configuration in a process without Quarkus: its defaults, and system properties over them. */
final class ChildConfig {
    private ChildConfig() {}

    static ClassifierConfig read() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withMapping(ClassifierConfig.class)
                .build()
                .getConfigMapping(ClassifierConfig.class);
    }
}
