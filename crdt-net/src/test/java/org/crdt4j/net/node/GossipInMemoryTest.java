// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Random;
import java.util.concurrent.ThreadFactory;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.Transport;

final class GossipInMemoryTest extends GossipContract {

    @Override
    Transport newTransport() {
        return new InMemoryNetwork(new Random(1)).transport();
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.platform(prefix);
    }
}
