// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.kofre;

import java.util.List;
import kofre.base.Lattice;
import kofre.datatypes.AddWinsSet;
import kofre.dotted.Dotted;
import kofre.syntax.ArdtOpsContains;
import kofre.syntax.PermCausalMutate;
import kofre.syntax.PermId;
import kofre.time.Dots;
import org.crdt4j.benchmarks.subject.SetSubject;
import scala.jdk.javaapi.CollectionConverters;

/** {@link AddWinsSet}. This is its container: it merges each delta into the set it keeps, which copies what it does not share. */
final class KofreSet implements SetSubject, PermId<KofreSet>, PermCausalMutate<KofreSet, AddWinsSet<String>> {

    private static final Lattice<Dotted<AddWinsSet<String>>> LATTICE = AddWinsSet.contextDecompose();
    private static final ArdtOpsContains<KofreSet, AddWinsSet<String>> CONTAINS = new ArdtOpsContains<>() {};

    private final String replica;
    private Dotted<AddWinsSet<String>> set = Dotted.empty(AddWinsSet.bottom());
    private Dotted<AddWinsSet<String>> delta = set;

    KofreSet(String replica) {
        this.replica = replica;
    }

    private AddWinsSet.AWSetSyntax<KofreSet, String> syntax() {
        return AddWinsSet.AWSetSyntax(this, CONTAINS);
    }

    @Override
    public Object add(String element) {
        syntax().add(element, this, this, this, this);
        return delta;
    }

    /** The library's own call, one delta for all. */
    @Override
    public void addAll(List<String> elements) {
        if (!elements.isEmpty()) {
            syntax().addAll(CollectionConverters.asScala(elements), this, this, this, this);
        }
    }

    @Override
    public Object remove(String element) {
        syntax().remove(element, this, this);
        return delta;
    }

    /** The library's own call, one delta for all. */
    @Override
    public void removeAll(List<String> elements) {
        syntax().removeAll(CollectionConverters.asScala(elements), this, this);
    }

    @Override
    public String replicaId(KofreSet container) {
        return replica;
    }

    @Override
    public AddWinsSet<String> query(KofreSet container) {
        return set.store();
    }

    @Override
    public Dots context(KofreSet container) {
        return set.context();
    }

    @Override
    public KofreSet mutateContext(KofreSet container, Dotted<AddWinsSet<String>> change) {
        delta = change;
        join(change);
        return this;
    }

    @Override
    public Object state() {
        return set;
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        set = LATTICE.merge(set, (Dotted<AddWinsSet<String>>) state);
    }

    @Override
    public void apply(Object received) {
        join(received);
    }

    @Override
    public KofreSet copy() {
        KofreSet copy = new KofreSet(replica);
        copy.set = set;
        return copy;
    }

    @Override
    public boolean contains(String element) {
        return syntax().contains(element, this);
    }

    @Override
    public int size() {
        return set.store().inner().size();
    }

    @Override
    public Object retained() {
        return set;
    }
}
