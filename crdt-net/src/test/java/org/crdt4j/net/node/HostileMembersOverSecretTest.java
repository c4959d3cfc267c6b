// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Random;
import java.util.concurrent.ThreadFactory;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.KeyRing;
import org.crdt4j.net.transport.SecretTransport;
import org.crdt4j.net.transport.Transport;

/** The same attacks by somebody who knows the secret. */
final class HostileMembersOverSecretTest extends HostilePeerContract {

    @Override
    Transport newTransport() {
        return new SecretTransport(KeyRing.of(new byte[32]), new InMemoryNetwork(new Random(1)).transport());
    }

    @Override
    ThreadFactory newThreads(String prefix) {
        return Threads.platform(prefix);
    }
}
