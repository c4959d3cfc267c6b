// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.concurrent.ThreadFactory;
import org.crdt4j.net.transport.KeyRing;
import org.crdt4j.net.transport.SecretTransport;
import org.crdt4j.net.transport.Transport;

final class GossipOverSecretTest extends GossipContract {

    @Override
    Transport newTransport() {
        return new SecretTransport(KeyRing.of(new byte[32]));
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.cheapest(prefix);
    }
}
