// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import org.crdt4j.net.message.Assembler;
import org.crdt4j.net.message.Budget;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.FrameDecoder;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection; {@link Wire} is that of a real one. */
final class SimulatedEnd<P extends Participant> {
    final SimulatedNode<P> node;
    final Link link;
    final FrameDecoder decoder = new FrameDecoder(Frame.GREETING_LIMIT);
    final Assembler assembler = new Assembler(1 << 20, new Budget(1 << 21));

    @Nullable
    SimulatedEnd<P> other;

    /** When the last frame arrives here that keeps its place. */
    long lastArrival;

    /** Bytes that left here and have not arrived. */
    long underWay;

    boolean closed;

    SimulatedEnd(SimulatedNode<P> node, Link link) {
        this.node = node;
        this.link = link;
    }
}
