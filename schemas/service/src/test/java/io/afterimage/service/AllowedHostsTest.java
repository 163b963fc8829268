package io.afterimage.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedHostsTest {
    private final AllowedHosts hosts = new AllowedHosts(List.of("localhost", "[::1]"));

    @ParameterizedTest
    @CsvSource({
        "localhost, , true",
        "[::1], http://[::1]:9095, true",
        "localhost, http://localhost:3000, true",
        "evil.example, , false",
        ", , false",
        "localhost, http://evil.example, false",
        "localhost, null, false",
        "localhost, 'http://not a host', false",
    })
    void onlyAllowedHostsAndOriginsAreAnswered(String host, String origin, boolean allowed) {
        assertThat(hosts.allow(host, origin)).isEqualTo(allowed);
    }
}
