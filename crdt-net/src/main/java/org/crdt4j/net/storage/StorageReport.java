// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found when a storage was opened.
 *
 * @param cleanlyClosed whether it was closed the last time, or is new; else its process ended without that
 * @param records how many records there are after the snapshot
 * @param damagedTail the end of the journal that was given up, if there is one
 */
public record StorageReport(boolean cleanlyClosed, long records, Optional<DamagedTail> damagedTail) {

    /**
     * Checks that there is an answer to each question.
     *
     * @param cleanlyClosed whether it was closed the last time, or is new
     * @param records how many records there are after the snapshot
     * @param damagedTail the end of the journal that was given up, if there is one
     */
    public StorageReport {
        Objects.requireNonNull(damagedTail, "damagedTail");
    }

    /**
     * Bytes at the end of a journal that are no whole record: one was being written when the power failed or the disk was full, or the
     * last one was damaged later.
     *
     * @param file the journal
     * @param offset where it stops making sense, in bytes
     * @param reason what is wrong there
     */
    public record DamagedTail(Path file, long offset, String reason) {

        /**
         * Checks that all is there.
         *
         * @param file the journal
         * @param offset where it stops making sense, in bytes
         * @param reason what is wrong there
         */
        public DamagedTail {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
