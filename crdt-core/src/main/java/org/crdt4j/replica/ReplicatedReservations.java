// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.log.Compensation;
import org.crdt4j.log.LogStore;
import org.crdt4j.log.Reservation;
import org.crdt4j.log.Reservations;

/**
 * A handle of a stock that can be oversold, and of the ledger that says, alike at every replica, which reservations it serves and which
 * need a compensation. Thread-safe. See {@link Reservations}.
 */
public final class ReplicatedReservations extends Handle<Reservations.Book, Reservations.Change> {

    private final ReplicatedObject<Reservations, ?, Reservations.Change> object;

    ReplicatedReservations(ReplicatedObject<Reservations, ?, Reservations.Change> object) {
        super(object);
        this.object = object;
    }

    /**
     * Adds to the stock now.
     *
     * @param units how many, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public void restock(long units) {
        object.update(ledger -> ledger.restock(units));
    }

    /**
     * Adds to the stock as of a given time, for events that carry their own.
     *
     * @param units how many, at least 1
     * @param time when it happened
     * @throws IllegalArgumentException if there are less, or the time is too far in the future
     */
    public void restock(long units, HybridTimestamp time) {
        object.admission().checkTime(time);
        object.update(ledger -> ledger.restock(units, time));
    }

    /**
     * Reserves now. It is recorded whether or not the stock suffices.
     *
     * @param units how many, at least 1; all of them or none
     * @return the reservation, with what is decided about it as far as is known here; that may change until it is {@linkplain #settled
     *     settled}
     * @throws IllegalArgumentException if there are less units
     */
    public Reservation reserve(long units) {
        return object.change(ledger -> decided(ledger, ledger.reserve(units)));
    }

    /**
     * Reserves as of a given time, for events that carry their own.
     *
     * @param units how many, at least 1; all of them or none
     * @param time when it happened
     * @return the reservation, with what is decided about it as far as is known here
     * @throws IllegalArgumentException if there are less units, or the time is too far in the future
     */
    public Reservation reserve(long units, HybridTimestamp time) {
        object.admission().checkTime(time);
        return object.change(ledger -> decided(ledger, ledger.reserve(units, time)));
    }

    private static Reservation decided(Reservations ledger, Causal<LogStore<Long>> delta) {
        return ledger.decision(Reservations.reservationOf(delta)).orElseThrow();
    }

    /**
     * The units that a reservation made now could get, as far as is known here.
     *
     * @return what is left of the stock, never below 0
     */
    public BigInteger available() {
        return object.read(Reservations::available);
    }

    /**
     * What is left, and all reservations.
     *
     * @return an immutable copy
     */
    public Reservations.Book snapshot() {
        return current();
    }

    /**
     * What is decided about a reservation, as far as is known here.
     *
     * @param reservation its id
     * @return the decision, empty if the reservation is not here
     */
    public Optional<Reservation> decision(Dot reservation) {
        return object.read(ledger -> ledger.decision(reservation));
    }

    /**
     * The reservations whose decisions no event at or after a watermark can change.
     *
     * @param watermark a time before which no replica makes events any more, as far as they have not come
     * @return those made before it, in order; an immutable copy
     */
    public List<Reservation> settled(HybridTimestamp watermark) {
        return object.read(ledger -> ledger.settled(watermark));
    }

    /**
     * The reservations whose decisions may still change.
     *
     * @param watermark see {@link #settled}
     * @return those made at it or later, in order; an immutable copy
     */
    public List<Reservation> tentative(HybridTimestamp watermark) {
        return object.read(ledger -> ledger.tentative(watermark));
    }

    /**
     * What is owed for settled reservations that were rejected; the same at every replica, and whenever it is asked for.
     *
     * @param watermark see {@link #settled}
     * @return one for each settled rejected reservation, in order; an immutable copy
     */
    public List<Compensation> compensations(HybridTimestamp watermark) {
        return object.read(ledger -> ledger.compensations(watermark));
    }

    /** Removes the ledger, with everything that was seen here; what is entered concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
