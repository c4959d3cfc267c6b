// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

/** What a node holds for its peers stays within the limits that it was given. */
final class MemoryBoundsCheck implements Checker {
    /** Messages about members and handshakes that may wait for one peer, see {@link Members}. */
    private static final int CONTROL = 300;

    @Override
    public void observe(SimulatedSite site) {
        SimulatedNode<?> node = site.node();
        NodeLimits limits = site.limits();
        check(node.engine.connections() <= limits.pending() + 2 * limits.peers(), site, "connections");
        for (Link link : node.ends.keySet()) {
            check(link.outbox.pushBytes() <= limits.queuedBytes(), site, "bytes of pushes");
            check(link.control.size() <= CONTROL, site, "messages of its own");
        }
    }

    private static void check(boolean holds, SimulatedSite site, String what) {
        if (!holds) {
            throw new IllegalStateException(site + " holds too many " + what);
        }
    }
}
