// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import org.crdt4j.benchmarks.subject.CounterSubject;

/** Increments and decrements in two {@code long[]}, one slot a replica. */
final class PlainCounter implements CounterSubject {

    private final int replica;
    private final long[] up;
    private final long[] down;

    PlainCounter(int replica, int replicas) {
        this(replica, new long[replicas], new long[replicas]);
    }

    private PlainCounter(int replica, long[] up, long[] down) {
        this.replica = replica;
        this.up = up;
        this.down = down;
    }

    @Override
    public Object increment() {
        up[replica]++;
        return up;
    }

    @Override
    public void add(long amount) {
        if (amount >= 0) {
            up[replica] += amount;
        } else {
            down[replica] -= amount;
        }
    }

    @Override
    public Object state() {
        return copy();
    }

    @Override
    public void join(Object state) {
        PlainCounter other = (PlainCounter) state;
        maximum(up, other.up);
        maximum(down, other.down);
    }

    private static void maximum(long[] into, long[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] = Math.max(into[i], from[i]);
        }
    }

    @Override
    public PlainCounter copy() {
        return new PlainCounter(replica, up.clone(), down.clone());
    }

    @Override
    public long value() {
        long sum = 0;
        for (int i = 0; i < up.length; i++) {
            sum += up[i] - down[i];
        }
        return sum;
    }
}
