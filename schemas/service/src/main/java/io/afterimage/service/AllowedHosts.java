package io.afterimage.service;

import java.net.URI;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are answered: those that name an allowed host, and come from no page of another one. Any web page can
 * reach loopback, by its own name made to resolve there.
 */
public final class AllowedHosts {
    private final Set<String> hosts;

    public AllowedHosts(Collection<String> hosts) {
        this.hosts = Set.copyOf(hosts);
    }

    /**
     * Whether a request is answered.
     *
     * @param host that it names, without the port; null for none
     * @param origin the header's value; null where there is none
     */
    public boolean allow(@Nullable String host, @Nullable String origin) {
        return holds(host) && (origin == null || holds(hostOf(origin)));
    }

    private boolean holds(@Nullable String host) {
        return host != null && hosts.contains(host);
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
