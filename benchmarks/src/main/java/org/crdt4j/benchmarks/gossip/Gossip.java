// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.gossip;

import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The OR-set of Apache Gossip. The measured version has neither a counter nor a map. */
public final class Gossip implements Library {

    @Override
    public SetSubject set(int replica) {
        return new GossipSet();
    }
}
