// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.kofre;

import kofre.base.Lattice;
import kofre.datatypes.PosNegCounter;
import kofre.syntax.ArdtOpsContains;
import kofre.syntax.PermIdMutate;
import kofre.syntax.PermQuery;
import org.crdt4j.benchmarks.subject.CounterSubject;
import scala.Function1;

/** {@link PosNegCounter}, which counts in {@code int}. This is its container: it merges each delta into the value it keeps. */
final class KofreCounter implements CounterSubject, PermIdMutate<KofreCounter, PosNegCounter> {

    private static final Lattice<PosNegCounter> LATTICE = PosNegCounter.derived$DecomposeLattice();
    private static final ArdtOpsContains<KofreCounter, PosNegCounter> CONTAINS = new ArdtOpsContains<>() {};

    private final String replica;
    private PosNegCounter counter = PosNegCounter.zero();
    private PosNegCounter delta = counter;

    KofreCounter(String replica) {
        this.replica = replica;
    }

    @Override
    public Object increment() {
        PosNegCounter.PNCounterSyntax(this, CONTAINS).inc(this);
        return delta;
    }

    @Override
    public void add(long amount) {
        PosNegCounter.PNCounterSyntax(this, CONTAINS).add(Math.toIntExact(amount), this);
    }

    @Override
    public String replicaId(KofreCounter container) {
        return replica;
    }

    @Override
    public PosNegCounter query(KofreCounter container) {
        return counter;
    }

    @Override
    public <M> PermQuery<KofreCounter, M> focus(Function1<PosNegCounter, M> part) {
        return PermIdMutate.super.focus(part);
    }

    @Override
    public KofreCounter mutate(KofreCounter container, PosNegCounter change) {
        delta = change;
        join(change);
        return this;
    }

    @Override
    public Object state() {
        return counter;
    }

    @Override
    public void join(Object state) {
        counter = LATTICE.merge(counter, (PosNegCounter) state);
    }

    @Override
    public KofreCounter copy() {
        KofreCounter copy = new KofreCounter(replica);
        copy.counter = counter;
        return copy;
    }

    @Override
    public long value() {
        return PosNegCounter.PNCounterSyntax(this, CONTAINS).value(this);
    }
}
