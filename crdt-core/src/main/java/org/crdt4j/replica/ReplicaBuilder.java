// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.error.CrdtException;
import org.jspecify.annotations.Nullable;

/** Prepares a {@link Replica}; see {@link Replica#builder}. */
public final class ReplicaBuilder {

    final String name;
    final List<CrdtType<?, ?, ?>> types = new ArrayList<>();

    @Nullable
    ReplicaId id;

    Codec codec = Codec.standard();
    Storage storage = Storage.none();
    InstantSource time = InstantSource.system();
    LongSupplier ticker = System::nanoTime;
    Duration maxSkew = HybridClock.DEFAULT_MAX_SKEW;
    Duration retention = Duration.ofHours(1);
    long clusterSecret;
    SyncRules rules = new SyncRules();
    Portions portions = Portions.STANDARD;

    ReplicaBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets the identity; otherwise it is the one in the storage, or drawn at random. A storage keeps its identity, but for {@linkplain
     * ReplicaId#nextIncarnation a later incarnation} of it: that one goes on with all the data under numbers of its own, which is what
     * to do after a {@link org.crdt4j.error.DuplicateReplicaException}.
     *
     * @param newId an identity that no other replica has, and that was never used by a replica that forgot something
     * @return this builder
     */
    public ReplicaBuilder id(ReplicaId newId) {
        id = Objects.requireNonNull(newId, "id");
        return this;
    }

    /**
     * Sets how values are encoded; needed for values of own classes. With one that is {@linkplain Codec#compressed() compressed}, so are
     * the messages of this replica and what it stores; other replicas need not do the same.
     *
     * @param newCodec the codec; all replicas need the same registrations
     * @return this builder
     */
    public ReplicaBuilder codec(Codec newCodec) {
        codec = Objects.requireNonNull(newCodec, "codec");
        return this;
    }

    /**
     * Makes a type of your own known, or a map of one.
     *
     * @param type the type
     * @return this builder
     */
    public ReplicaBuilder type(CrdtType<?, ?, ?> type) {
        types.add(Objects.requireNonNull(type, "type"));
        return this;
    }

    /**
     * Sets where the replica keeps what it must not forget; nowhere unless set.
     *
     * @param newStorage the storage, which belongs to this replica from then on
     * @return this builder
     */
    public ReplicaBuilder storage(Storage newStorage) {
        storage = Objects.requireNonNull(newStorage, "storage");
        return this;
    }

    /**
     * Sets the wall clock; the system's unless set.
     *
     * @param newTime the clock
     * @return this builder
     */
    public ReplicaBuilder time(InstantSource newTime) {
        time = Objects.requireNonNull(newTime, "time");
        return this;
    }

    /**
     * Sets the monotonic clock by which leases run out, see {@link org.crdt4j.map.ExpiringMap}; {@link System#nanoTime} unless set.
     *
     * @param newTicker the clock, in nanoseconds since any moment; it never goes back
     * @return this builder
     */
    public ReplicaBuilder ticker(LongSupplier newTicker) {
        ticker = Objects.requireNonNull(newTicker, "ticker");
        return this;
    }

    /**
     * Sets how far ahead of the wall clock a peer's timestamp may be, 60 s unless set.
     *
     * @param newMaxSkew the limit
     * @return this builder
     */
    public ReplicaBuilder maxSkew(Duration newMaxSkew) {
        maxSkew = Objects.requireNonNull(newMaxSkew, "maxSkew");
        return this;
    }

    /**
     * Sets how long an object stays after it became empty, one hour unless set. A peer that was away for longer costs a scan, never
     * data.
     *
     * @param newRetention the time
     * @return this builder
     */
    public ReplicaBuilder retention(Duration newRetention) {
        retention = Objects.requireNonNull(newRetention, "retention");
        return this;
    }

    /**
     * Sets the key of the fingerprints by which replicas check that they agree; the same for all replicas.
     *
     * @param newClusterSecret the key
     * @return this builder
     */
    public ReplicaBuilder clusterSecret(long newClusterSecret) {
        clusterSecret = newClusterSecret;
        return this;
    }

    ReplicaBuilder portions(Portions newPortions) {
        portions = newPortions;
        return this;
    }

    ReplicaBuilder rules(SyncRules newRules) {
        rules = newRules;
        return this;
    }

    /**
     * Opens the replica, with what its storage has. If that fails, the storage is closed.
     *
     * @return the replica
     * @throws CrdtException if what is stored is damaged, or of a type that this replica does not know
     * @throws IllegalArgumentException if the storage is that of another identity, see {@link #id}
     */
    public Replica open() {
        try {
            return new Replica(this);
        } catch (RuntimeException | Error failure) {
            closeAfter(failure);
            throw failure;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            storage.close();
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}
