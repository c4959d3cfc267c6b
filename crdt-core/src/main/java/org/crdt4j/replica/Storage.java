// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.Optional;

/**
 * Where a replica keeps what it must not forget. Every event is appended before it is handed to anyone.
 *
 * <p>A storage belongs to one replica at a time. The replica calls it from one thread at a time.
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
     * Keeps a record. When this returns, the record survives.
     *
     * @param record the bytes
     */
    void append(byte[] record);

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
