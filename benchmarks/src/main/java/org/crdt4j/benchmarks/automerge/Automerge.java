// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import org.automerge.Document;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * Automerge through automerge-java: a document written in Rust, whose memory is outside the heap and given back by hand. A
 * counter is a field of a document, a set the keys of one, a map a document itself; each update is a transaction of its own.
 * A document keeps its whole history. Strings cross to Rust and back as copies.
 */
public final class Automerge implements Library {

    /** Whether the native library is there for this system and loads. */
    public static boolean loads() {
        try {
            new Document().free();
            return true;
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new AutomergeCounter(replica);
    }

    @Override
    public SetSubject set(int replica) {
        return new AutomergeSet(AutomergeDocument.empty(replica));
    }

    @Override
    public MapSubject map(int replica) {
        return new AutomergeMap(AutomergeDocument.empty(replica));
    }
}
