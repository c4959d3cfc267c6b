// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;

/** What a node counts. Thread-safe. */
final class Counters {
    final LongAdder bytesIn = new LongAdder();
    final LongAdder bytesOut = new LongAdder();
    final LongAdder messagesIn = new LongAdder();
    final LongAdder reconnects = new LongAdder();
    private final LongAdder messagesOut = new LongAdder();
    private final LongAdder digestsOut = new LongAdder();
    private final LongAdder answersLeftOut = new LongAdder();
    private final Map<RejectReason, LongAdder> rejects = adders();
    private final Map<RejectReason, LongAdder> rejectedBy = adders();

    private static Map<RejectReason, LongAdder> adders() {
        Map<RejectReason, LongAdder> adders = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : RejectReason.values()) {
            adders.put(reason, new LongAdder());
        }
        return adders;
    }

    void sent(Data.Kind kind) {
        messagesOut.increment();
        if (kind == Data.Kind.DIGEST) {
            digestsOut.increment();
        }
    }

    void answerLeftOut() {
        answersLeftOut.increment();
    }

    void rejected(RejectReason reason) {
        add(rejects, reason);
    }

    void rejectedByPeer(RejectReason reason) {
        add(rejectedBy, reason);
    }

    private static void add(Map<RejectReason, LongAdder> adders, RejectReason reason) {
        LongAdder adder = adders.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    NodeStats stats(long pushCollapses, MembershipStats membership) {
        return new NodeStats(
                bytesIn.sum(),
                bytesOut.sum(),
                messagesIn.sum(),
                messagesOut.sum(),
                digestsOut.sum(),
                pushCollapses + answersLeftOut.sum(),
                reconnects.sum(),
                membership,
                sums(rejects),
                sums(rejectedBy));
    }

    private static Map<RejectReason, Long> sums(Map<RejectReason, LongAdder> adders) {
        Map<RejectReason, Long> sums = new EnumMap<>(RejectReason.class);
        adders.forEach((reason, adder) -> {
            if (adder.sum() > 0) {
                sums.put(reason, adder.sum());
            }
        });
        return sums;
    }
}
