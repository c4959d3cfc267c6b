// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.concurrent.ThreadFactory;
import org.crdt4j.net.transport.TcpTransport;
import org.crdt4j.net.transport.Transport;

final class HostilePeersOverTcpTest extends HostilePeerContract {

    @Override
    Transport newTransport() {
        return TcpTransport.loopback();
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.cheapest(prefix);
    }
}
