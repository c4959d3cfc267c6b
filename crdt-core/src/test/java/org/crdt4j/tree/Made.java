// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;

/** An operation that somebody made, and all that had taken effect at its author before. */
record Made(Stamp stamp, TreeOperation<String, String> operation, VersionVector past) {

    Tagged<TreeOperation<String, String>> tagged() {
        return new Tagged<>(operation, stamp.dot(), VersionVector.empty(), stamp.time());
    }

    VersionVector pastAndItself() {
        return past.with(stamp.dot().replica(), stamp.dot().counter());
    }
}
