// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.Optional;

/**
 * Where a replica keeps what it must not forget. Every event is appended before it is handed to anyone.
 *
 * <p>A storage belongs to one replica at a time. The replica calls it from one thread at a time, but for {@link #force}.
 */
public interface Storage extends AutoCloseable {

    /**
     * The last snapshot.
     *
     * @return its bytes, empty if there is none
     */
    Optional<byte[]> loadSnapshot();

    /**
     * What was appended since the last snapshot.
     *
     * @return the records, in the order of appending
     * @throws org.crdt4j.error.CorruptDataException if what is stored is damaged
     */
    List<byte[]> loadRecords();

    /**
     * Whether records may be lacking that were appended before, so that others may know events which the replica does not know any more.
     * It then goes on under its {@linkplain org.crdt4j.causality.ReplicaId#nextIncarnation next incarnation}.
     *
     * @return whether something may be lacking; it never is unless a storage says so
     */
    default boolean mayHaveForgotten() {
        return false;
    }

    /**
     * Keeps a record. It survives once this or a following {@link #force} has returned.
     *
     * @param record the bytes
     */
    void append(byte[] record);

    /**
     * Returns when all survives that was appended before. The replica calls this before it hands an event to anyone, and before the update
     * that made the event returns; by several threads at once, also while another thread appends or keeps a snapshot. So what it
     * costs can be shared. Does nothing unless a storage needs it.
     */
    default void force() {}

    /**
     * Keeps a snapshot in place of the last one and of all records since.
     *
     * @param snapshot the bytes
     */
    void replaceBy(byte[] snapshot);

    @Override
    void close();

    /**
     * Keeps nothing: the replica lives as long as its process. Opened again, it is a new replica with a new identity.
     *
     * @return the storage
     */
    static Storage none() {
        return NoStorage.INSTANCE;
    }
}
