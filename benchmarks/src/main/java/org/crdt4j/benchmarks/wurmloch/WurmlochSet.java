// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.wurmloch;

import com.netopyr.wurmloch.crdt.CrdtCommand;
import com.netopyr.wurmloch.crdt.ORSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.crdt4j.benchmarks.subject.Hidden;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * {@link ORSet}, the first OR-set of the literature: unique tags, tombstones that stay for ever, no causal context. It is
 * operation-based: a full join replays every command that the other side made or knew. An add looks through the whole set.
 */
final class WurmlochSet implements SetSubject {

    /** Adds to one scratch set, which get slower with each. */
    private static final int SCRATCH = 64;

    private final Channel channel = new Channel();
    private final ORSet<String> set = new ORSet<>("set", channel.in, channel.out);
    /** Every command but those of {@link #add}, which is timed: nothing that was added so is copied or joined. */
    private final List<CrdtCommand> log = new ArrayList<>();

    @Override
    public Object add(String element) {
        set.add(element);
        return channel.sent();
    }

    /** Takes the commands of small sets. */
    @Override
    public void addAll(List<String> elements) {
        WurmlochSet scratch = new WurmlochSet();
        for (int i = 0; i < elements.size(); i++) {
            if (i % SCRATCH == 0) {
                scratch = new WurmlochSet();
            }
            receive((CrdtCommand) scratch.add(elements.get(i)));
        }
    }

    @Override
    public Object remove(String element) {
        removeAll(List.of(element));
        return channel.sent();
    }

    /** Removes with the iterator: {@code remove} of the set is inherited and would look through it once for each. */
    @Override
    public void removeAll(List<String> elements) {
        Set<String> gone = new HashSet<>(elements);
        for (Iterator<String> iterator = set.iterator(); iterator.hasNext(); ) {
            if (gone.contains(iterator.next())) {
                iterator.remove();
                log.add(channel.sent());
            }
        }
    }

    @Override
    public Object state() {
        return List.copyOf(log);
    }

    @Override
    public void join(Object state) {
        ((List<?>) state).forEach(command -> receive((CrdtCommand) command));
    }

    private void receive(CrdtCommand command) {
        log.add(command);
        channel.in.onNext(command);
    }

    @Override
    public void apply(Object delta) {
        channel.in.onNext((CrdtCommand) delta);
    }

    @Override
    public WurmlochSet copy() {
        WurmlochSet copy = new WurmlochSet();
        copy.join(log);
        return copy;
    }

    @Override
    public boolean contains(String element) {
        return set.contains(element);
    }

    @Override
    public int size() {
        return set.size();
    }

    /** The elements and the tombstones; the log beside them is ours. */
    @Override
    public Object retained() {
        return List.of(Hidden.field(set, "elements"), Hidden.field(set, "tombstone"));
    }
}
