// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import java.util.HashSet;
import org.crdt4j.benchmarks.subject.SetSubject;

/** A {@link HashSet}; a join is {@code addAll}, so what another replica removed comes back. */
final class PlainSet implements SetSubject {

    private final HashSet<String> elements;

    PlainSet() {
        this(new HashSet<>());
    }

    private PlainSet(HashSet<String> elements) {
        this.elements = elements;
    }

    @Override
    public Object add(String element) {
        elements.add(element);
        return element;
    }

    @Override
    public Object remove(String element) {
        elements.remove(element);
        return element;
    }

    @Override
    public Object state() {
        return copy();
    }

    @Override
    public void join(Object state) {
        elements.addAll(((PlainSet) state).elements);
    }

    @Override
    public void apply(Object delta) {
        elements.add((String) delta);
    }

    @Override
    public PlainSet copy() {
        return new PlainSet(new HashSet<>(elements));
    }

    @Override
    public boolean contains(String element) {
        return elements.contains(element);
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public Object retained() {
        return elements;
    }
}
