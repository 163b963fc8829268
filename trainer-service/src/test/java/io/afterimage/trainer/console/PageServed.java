package io.afterimage.trainer.console;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service without brokers: it serves the page as it is built, and everything else is played. */
public final class PageServed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        // Nothing listens on port 1.
        return Map.of("afterimage.bootstrap-servers", "127.0.0.1:1", "quarkus.http.test-port", "0");
    }
}
