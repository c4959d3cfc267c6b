// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/** What is held against the reference: the causal delivery, or one with a mistake in it. */
interface DeliverySubject {

    boolean receive(Tagged<String> operation, int bytes);

    @Nullable
    Tagged<String> poll();

    boolean advance(VersionVector joined);

    Tagged<String> tag(String operation, ReplicaId self);

    /* of the next operation of this replica */
    VersionVector dependencies();

    VersionVector delivered();

    int pending();

    long pendingBytes();

    CausalContext missing();

    void restart();

    void checkInvariants();
}
