// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * What the users of a simulated cluster did, and were told. An update is certain once it was acknowledged, until every disk that had it is
 * lost; else it may have happened or not.
 */
final class Ledger {

    /** One update. */
    static final class Entry {
        final ReplicaId origin;
        final long event;
        final String object;
        private final String element;
        private final long amount;
        private boolean certain;

        private Entry(ReplicaId origin, long event, String object, String element, long amount, boolean certain) {
            this.origin = origin;
            this.event = event;
            this.object = object;
            this.element = element;
            this.amount = amount;
            this.certain = certain;
        }
    }

    private static final String ADDED = "added";
    private static final String REMOVED = "removed";

    private final List<Entry> entries = new ArrayList<>();

    void added(ReplicaId origin, long event, String element, boolean acknowledged) {
        entries.add(new Entry(origin, event, ADDED, element, 0, acknowledged));
    }

    void removed(ReplicaId origin, long event, String element, boolean acknowledged) {
        entries.add(new Entry(origin, event, REMOVED, element, 0, acknowledged));
    }

    void counted(ReplicaId origin, long event, String counter, long amount, boolean acknowledged) {
        entries.add(new Entry(origin, event, counter, "", amount, acknowledged));
    }

    /** Some disk was lost; what no other has may be gone. */
    void doubt(Predicate<Entry> isKept) {
        for (Entry entry : entries) {
            entry.certain = entry.certain && isKept.test(entry);
        }
    }

    Set<String> elementsThatMustBeThere() {
        Set<String> there = elements(ADDED, true);
        there.removeAll(elements(REMOVED, null));
        return there;
    }

    Set<String> elementsThatMustBeGone() {
        return elements(REMOVED, true);
    }

    private Set<String> elements(String object, @Nullable Boolean certain) {
        Set<String> elements = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.object.equals(object) && (certain == null || entry.certain == certain)) {
                elements.add(entry.element);
            }
        }
        return elements;
    }

    long certain(String counter) {
        return entries.stream()
                .filter(entry -> entry.object.equals(counter) && entry.certain)
                .mapToLong(entry -> entry.amount)
                .sum();
    }

    List<Long> doubtful(String counter) {
        return entries.stream()
                .filter(entry -> entry.object.equals(counter) && !entry.certain)
                .map(entry -> entry.amount)
                .toList();
    }

    int size() {
        return entries.size();
    }
}
