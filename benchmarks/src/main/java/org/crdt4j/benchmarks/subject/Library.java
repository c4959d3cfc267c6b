// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

/** A library's types, one replica each. Replicas are numbered from 0. */
public interface Library {

    /** An empty counter at one of {@code replicas} replicas. */
    CounterSubject counter(int replica, int replicas);

    /** An empty set. */
    SetSubject set(int replica);

    /** An empty map. */
    MapSubject map(int replica);
}
