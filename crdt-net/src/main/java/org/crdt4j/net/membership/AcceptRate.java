// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one source may connect: so many times at once, and so many times a second after that. A source is an IPv4 address or the
 * first half of an IPv6 address, for the second half is free to choose. Not thread-safe.
 *
 * <p>The sources of last are remembered, a thousand of them; who has been forgotten begins anew.
 */
public final class AcceptRate {
    private static final int REMEMBERED = 1000;
    private static final int NETWORK_GROUPS = 4;

    /** What a source has left, and when that was reckoned. */
    private record Allowance(double left, long since) {}

    private final int burst;
    private final double perNano;
    private final Map<String, Allowance> allowances = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Everybody may connect.
     *
     * @param burst how many times at once
     * @param perSecond how many times a second after that
     */
    public AcceptRate(int burst, int perSecond) {
        this.burst = burst;
        perNano = perSecond / 1e9;
    }

    /**
     * Somebody connects.
     *
     * @param host its address
     * @param now the time
     * @return whether it may
     */
    public boolean admits(String host, long now) {
        String source = source(host);
        Allowance allowance = allowances.getOrDefault(source, new Allowance(burst, now));
        double left = Math.min(burst, allowance.left() + (now - allowance.since()) * perNano);
        boolean admitted = left >= 1;
        allowances.put(source, new Allowance(admitted ? left - 1 : left, now));
        return admitted;
    }

    /* the JDK writes an IPv6 address in full, without "::" */
    private static String source(String host) {
        int end = -1;
        for (int group = 0; group < NETWORK_GROUPS; group++) {
            end = host.indexOf(':', end + 1);
            if (end < 0) {
                return host;
            }
        }
        return host.substring(0, end);
    }
}
