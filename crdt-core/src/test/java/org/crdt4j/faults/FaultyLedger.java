// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.log.LogStore;
import org.crdt4j.log.Reservation;
import org.crdt4j.log.Reservations;
import org.crdt4j.log.Reservations.Book;
import org.crdt4j.log.Reservations.Change;
import org.crdt4j.log.ReservationsLawsTest;
import org.crdt4j.log.ReservationsLawsTest.Op;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** An oversell ledger over the library's own store, decided anew each time, with a place for each fault. */
final class FaultyLedger extends CausalCrdt<LogStore<Long>, Change> {

    private final Fault fault;
    private final Map<Dot, Integer> arrivals = new HashMap<>();

    private FaultyLedger(ReplicaContext replicaContext, LogStore<Long> store, Fault fault) {
        super(replicaContext, store);
        this.fault = fault;
    }

    static Subject<FaultyLedger, Causal<LogStore<Long>>, Change, Op> subject(Fault fault) {
        CausalType<FaultyLedger, LogStore<Long>, Change> type = new CausalType<>(
                "faulty-ledger",
                LogStore.empty(),
                (context, store) -> new FaultyLedger(context, store, fault),
                Reservations.type().storeFormat());
        return Subject.of(
                        type,
                        (random, ledger) -> ReservationsLawsTest.draw(random),
                        FaultyLedger::apply,
                        ReservationsLawsTest::book)
                .reporting(ReservationsLawsTest::reported);
    }

    private Causal<LogStore<Long>> apply(Op op) {
        if (op.units() == 0) {
            return removeAll();
        }
        Book before = value();
        HybridTimestamp latest = store().entries().stream()
                .map(LogEntry::time)
                .max(HybridTimestamp::compareTo)
                .orElse(HybridTimestamp.ZERO);
        HybridTimestamp time = op.given().orElseGet(() -> replicaContext().nextTimestamp(latest));
        Dot dot = replicaContext().nextDot();
        LogEntry<Long> entry = new LogEntry<>(dot, time, op.units(), DotSet.empty());
        arrivals.put(dot, arrivals.size());
        Causal<LogStore<Long>> delta = commit(store().put(entry, owner()), LogStore.of(entry), CausalContext.of(dot));
        report(between(before, value()));
        return delta;
    }

    @Override
    public Book value() {
        return book(store());
    }

    private Book book(LogStore<Long> store) {
        List<LogEntry<Long>> events = new ArrayList<>(store.entries());
        events.sort(
                fault == Fault.DECIDED_BY_ARRIVAL
                        ? Comparator.comparing(entry -> arrivals.getOrDefault(entry.dot(), Integer.MAX_VALUE))
                        : Comparator.naturalOrder());
        BigInteger left = BigInteger.ZERO;
        List<Reservation> reservations = new ArrayList<>();
        for (LogEntry<Long> event : events) {
            BigInteger rest = fault == Fault.STOCK_WRAPS
                    ? BigInteger.valueOf(left.longValue() + event.item())
                    : left.add(BigInteger.valueOf(event.item()));
            boolean suffices = rest.signum() >= 0;
            left = suffices || fault == Fault.REJECTED_TAKES_STOCK ? rest : left;
            if (event.item() < 0) {
                reservations.add(new Reservation(event.dot(), event.time(), -event.item(), suffices));
            }
        }
        return new Book(left, reservations);
    }

    @Override
    protected LogStore<Long> join(LogStore<Long> mine, LogStore<Long> theirs, JoinScope scope) {
        theirs.entries().stream()
                .sorted(Comparator.reverseOrder())
                .forEach(entry -> arrivals.putIfAbsent(entry.dot(), arrivals.size()));
        return super.join(mine, theirs, scope);
    }

    @Override
    public @Nullable Change change(LogStore<Long> before, LogStore<Long> after) {
        return between(book(before), book(after));
    }

    private static @Nullable Change between(Book before, Book after) {
        Map<Dot, Reservation> old = new HashMap<>();
        before.reservations().forEach(reservation -> old.put(reservation.id(), reservation));
        List<Reservation> made = new ArrayList<>();
        List<Reservation> changed = new ArrayList<>();
        for (Reservation reservation : after.reservations()) {
            Reservation was = old.remove(reservation.id());
            if (was == null) {
                made.add(reservation);
            } else if (!was.equals(reservation)) {
                changed.add(reservation);
            }
        }
        return before.equals(after)
                ? null
                : new Change(before.available(), after.available(), made, changed, List.copyOf(old.values()));
    }
}
