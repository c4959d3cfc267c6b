// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.VersionVector;

/** Which names of a scan have been compared, or joined, so far. */
final class ScanProgress {

    private final VersionVector header;
    private final TreeMap<String, String> covered = new TreeMap<>();
    private VersionVector floor = VersionVector.empty();

    ScanProgress(VersionVector header) {
        this.header = header;
    }

    VersionVector header() {
        return header;
    }

    VersionVector floor() {
        return floor;
    }

    /** Notes that a range is done; an empty high is the end of all names. */
    void cover(String low, String high, VersionVector senderFloor) {
        floor = floor.join(senderFloor);
        covered.merge(
                low,
                high,
                (one, other) -> one.isEmpty() || other.isEmpty() ? "" : one.compareTo(other) > 0 ? one : other);
    }

    /** Whether the ranges reach from the first to the last name without a gap. */
    boolean isComplete() {
        String reached = "";
        for (Map.Entry<String, String> range : covered.entrySet()) {
            if (range.getKey().compareTo(reached) > 0) {
                return false;
            }
            if (range.getValue().isEmpty()) {
                return true;
            }
            reached = range.getValue().compareTo(reached) > 0 ? range.getValue() : reached;
        }
        return false;
    }
}
