// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link Reservations}: the events that no removal has seen, by time, replica and number; a reservation is accepted if what is
 * left before it suffices.
 */
public final class ReservationsLawsTest {

    private static final long NOON = 1_000_000_000_000L;

    /** What is done to a ledger: units above 0 are restocked, below 0 reserved; 0 removes everything. */
    public record Op(long units, Optional<HybridTimestamp> given) {

        public static final Op REMOVAL = new Op(0, Optional.empty());
    }

    public static Subject<Reservations, Causal<LogStore<Long>>, Reservations.Change, Op> subject() {
        return Subject.of(
                        Reservations.type(),
                        (random, ledger) -> draw(random),
                        ReservationsLawsTest::apply,
                        ReservationsLawsTest::book)
                .reporting(ReservationsLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        if (random.nextInt(15) == 0) {
            return Op.REMOVAL;
        }
        long units = random.nextInt(12) == 0 ? Long.MAX_VALUE - random.nextInt(3) : 1 + random.nextInt(4);
        boolean given = random.nextInt(4) == 0;
        return new Op(
                random.nextInt(5) < 2 ? units : -units,
                given ? Optional.of(HybridTimestamp.of(NOON + random.nextInt(9), 0)) : Optional.empty());
    }

    public static Causal<LogStore<Long>> apply(Reservations ledger, Op op) {
        if (op.units == 0) {
            return ledger.removeAll();
        } else if (op.units > 0) {
            return op.given.map(time -> ledger.restock(op.units, time)).orElseGet(() -> ledger.restock(op.units));
        }
        return op.given.map(time -> ledger.reserve(-op.units, time)).orElseGet(() -> ledger.reserve(-op.units));
    }

    /** The events that count. */
    public static List<Event<Op>> events(History<Op> history) {
        return history.remaining((later, earlier) -> later.operation().units == 0).stream()
                .filter(event -> event.operation().units != 0)
                .sorted(Comparator.comparing(ReservationsLawsTest::timeOf)
                        .thenComparing(Event::origin)
                        .thenComparing(Event::index))
                .toList();
    }

    private static HybridTimestamp timeOf(Event<Op> event) {
        return event.operation().given.orElse(event.time());
    }

    public static Reservations.Book book(History<Op> history) {
        BigInteger left = BigInteger.ZERO;
        List<Reservation> reservations = new ArrayList<>();
        for (Event<Op> event : events(history)) {
            BigInteger rest = left.add(BigInteger.valueOf(event.operation().units));
            boolean suffices = rest.signum() >= 0;
            left = suffices ? rest : left;
            if (event.operation().units < 0) {
                Dot id = event.dots().get(0);
                reservations.add(new Reservation(id, timeOf(event), -event.operation().units, suffices));
            }
        }
        return new Reservations.Book(left, reservations);
    }

    public static Reservations.Book reported(Object before, Reservations.Change change) {
        Reservations.Book old = (Reservations.Book) before;
        Map<Dot, Reservation> present = new HashMap<>();
        old.reservations().forEach(reservation -> present.put(reservation.id(), reservation));
        boolean fits = old.available().equals(change.before());
        for (Reservation removed : change.removed()) {
            fits &= removed.equals(present.remove(removed.id()));
        }
        for (Reservation changed : change.changed()) {
            Reservation was = present.put(changed.id(), changed);
            fits &= was != null && was.isAccepted() != changed.isAccepted();
        }
        for (Reservation made : change.made()) {
            fits &= present.put(made.id(), made) == null;
        }
        Reservations.Book after = new Reservations.Book(
                change.after(), present.values().stream().sorted().toList());
        if (!fits || after.equals(old)) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return after;
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
