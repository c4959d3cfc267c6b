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
    public void write(EntryOrder<?, DotSet> entries, WireOutput out) {
        DotConsumer dots = out::writeDot;
        int place = 0;
        while (place < entries.size()) {
            int count = entries.dots(place);
            int end = count == 1 ? entries.endOfRun(place) : place + 1;
            out.writeCount(count == 1 ? (end - place) * 2L : count * 2L + 1);
            entries.forEachDot(place, dots);
            place = end;
        }
    }

    @Override
    public void writeOne(DotSet store, WireOutput out) {
        int count = store.size();
        out.writeCount(count == 1 ? 2 : count * 2L + 1);
        store.forEachDot(out::writeDot);
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
