// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The world of a node: everything that is not a decision of its protocols. */
record NodeSetup(
        NodeConfig config,
        @Nullable PeerAddress advertised,
        Participant participant,
        Transport transport,
        ThreadFactory threads,
        LongSupplier ticker,
        RandomGenerator random) {}
