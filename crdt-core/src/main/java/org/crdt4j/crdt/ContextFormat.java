// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;

/** Causal contexts: for each replica its intervals, each as the gap before it and its length, both less by one where they can. */
final class ContextFormat implements WireFormat<CausalContext> {

    private record Interval(ReplicaId origin, long low, long high) {}

    @Override
    public void write(CausalContext context, WireOutput out) {
        List<Interval> intervals = new ArrayList<>();
        context.forEachInterval((origin, low, high) -> intervals.add(new Interval(origin, low, high)));
        out.writeSize(context.origins().size());
        int start = 0;
        while (start < intervals.size()) {
            int end = start + 1;
            ReplicaId origin = intervals.get(start).origin;
            while (end < intervals.size() && intervals.get(end).origin.equals(origin)) {
                end++;
            }
            out.writeReplica(origin);
            write(intervals.subList(start, end), out);
            start = end;
        }
    }

    /* two intervals never touch, so 2 is the least distance from the end of one to the next, and 1 that from 0 to the first */
    private static void write(List<Interval> intervals, WireOutput out) {
        out.writeSize(intervals.size());
        long least = 1;
        for (Interval interval : intervals) {
            out.writeCount(interval.low - least);
            out.writeCount(interval.high - interval.low);
            least = interval.high + 2;
        }
    }

    @Override
    public CausalContext read(WireInput in) {
        CausalContext.Builder context = new CausalContext.Builder();
        ReplicaId before = null;
        for (int origins = in.readSize(); origins > 0; origins--) {
            ReplicaId origin = in.readReplica();
            if (before != null && before.compareTo(origin) >= 0) {
                throw WireInput.corrupt("replicas of a context that are not ascending");
            }
            before = origin;
            readIntervals(origin, in, context);
        }
        return context.build();
    }

    private static void readIntervals(ReplicaId origin, WireInput in, CausalContext.Builder context) {
        int intervals = in.readSize();
        if (intervals == 0) {
            throw WireInput.corrupt("a replica of a context without a dot");
        }
        long least = 1;
        for (int left = intervals; left > 0; left--) {
            long low = least + in.readCount();
            long high = low + in.readCount();
            /* least is negative after an interval that ends with the greatest number or the one before */
            if (least < 1 || low < least || high < low) {
                throw WireInput.corrupt("an interval of event numbers beyond all bounds");
            }
            context.add(origin, low, high);
            least = high + 2;
        }
    }
}
