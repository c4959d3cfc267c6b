// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.ReplicaId;

/** Runs of keys that have one dot each, the next of the same replica; and single keys that have none or several. */
final class DotRuns implements DotMapFormat.Column<DotSet> {

    @Override
    public void write(List<DotSet> stores, WireOutput out) {
        DotConsumer dots = out::writeDot;
        int index = 0;
        while (index < stores.size()) {
            int end = endOfRun(stores, index);
            DotSet first = stores.get(index);
            if (end == index) {
                out.writeCount(first.size() * 2L + 1);
                first.forEachDot(dots);
                index++;
            } else {
                out.writeCount((end - index) * 2L);
                first.forEachDot(dots);
                index = end;
            }
        }
    }

    /* the position after the run, or the start itself if it has not exactly one dot */
    private static int endOfRun(List<DotSet> stores, int start) {
        if (stores.get(start).size() != 1) {
            return start;
        }
        Dot first = stores.get(start).dots().get(0);
        int end = start + 1;
        while (end < stores.size()
                && stores.get(end).size() == 1
                && stores.get(end).contains(first.replica(), first.counter() + end - start)) {
            end++;
        }
        return end;
    }

    @Override
    public List<DotSet> read(int size, WireInput in) {
        List<DotSet> stores = new ArrayList<>();
        while (stores.size() < size) {
            long head = in.readCount();
            if ((head & 1) == 0) {
                readRun(head >>> 1, size, in, stores);
            } else {
                stores.add(readSet(head >>> 1, in));
            }
        }
        return stores;
    }

    private static void readRun(long length, int size, WireInput in, List<DotSet> stores) {
        if (length == 0 || length > size - stores.size()) {
            throw WireInput.corrupt("a run of " + length + " dots");
        }
        in.readDot((origin, counter) -> {
            if (counter > Long.MAX_VALUE - length) {
                throw WireInput.corrupt("a run of dots beyond all bounds");
            }
            for (long offset = 0; offset < length; offset++) {
                stores.add(DotSet.of(origin, counter + offset));
            }
            return stores;
        });
    }

    private static DotSet readSet(long size, WireInput in) {
        List<Dot> dots = new ArrayList<>();
        for (long left = size; left > 0; left--) {
            dots.add(in.readDot((ReplicaId origin, long counter) -> new Dot(origin, counter)));
        }
        return DotSet.of(dots.toArray(new Dot[0]));
    }
}
