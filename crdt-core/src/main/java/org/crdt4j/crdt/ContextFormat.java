// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.Arrays;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;

/** Causal contexts: for each replica its intervals, each as the gap before it and its length, both less by one where they can. */
final class ContextFormat implements WireFormat<CausalContext> {

    @Override
    public void write(CausalContext context, WireOutput out) {
        Intervals intervals = new Intervals();
        context.forEachInterval(intervals);
        out.writeSize(context.origins().size());
        for (int start = 0; start < intervals.size; ) {
            start = writeReplica(intervals, start, out);
        }
    }

    /* two intervals never touch, so 2 is the least distance from the end of one to the next, and 1 that from 0 to the first */
    private static int writeReplica(Intervals intervals, int start, WireOutput out) {
        ReplicaId origin = intervals.origins[start];
        int end = start + 1;
        while (end < intervals.size && intervals.origins[end].equals(origin)) {
            end++;
        }
        out.writeReplica(origin);
        out.writeSize(end - start);
        long least = 1;
        for (int index = start; index < end; index++) {
            long high = intervals.ends[2 * index + 1];
            out.writeCount(intervals.ends[2 * index] - least);
            out.writeCount(high - intervals.ends[2 * index]);
            least = high + 2;
        }
        return end;
    }

    /** The intervals of a context side by side. */
    private static final class Intervals implements CausalContext.IntervalConsumer {

        private static final int FEW = 4;

        private ReplicaId[] origins = new ReplicaId[FEW];
        private long[] ends = new long[2 * FEW];
        private int size;

        @Override
        public void accept(ReplicaId origin, long low, long high) {
            if (size == origins.length) {
                origins = Arrays.copyOf(origins, 2 * size);
                ends = Arrays.copyOf(ends, 4 * size);
            }
            origins[size] = origin;
            ends[2 * size] = low;
            ends[2 * size + 1] = high;
            size++;
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
