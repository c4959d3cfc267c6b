// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.time.Duration;

/** The transport of an {@link InMemoryNetwork}. */
public final class InMemoryTransport implements Transport {
    private final InMemoryNetwork network;

    /**
     * The way into a network.
     *
     * @param network the network
     */
    public InMemoryTransport(InMemoryNetwork network) {
        this.network = network;
    }

    @Override
    public Endpoint bind(PeerAddress address) throws IOException {
        return network.bind(address);
    }

    @Override
    public Connection connect(PeerAddress address, Duration timeout) throws IOException {
        return network.connect(address);
    }

    /** Does nothing: no byte leaves the process. */
    @Override
    public void check(PeerAddress address) {}
}
