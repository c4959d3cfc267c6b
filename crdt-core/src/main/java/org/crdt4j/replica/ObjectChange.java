// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.causality.VersionVector;

/**
 * A change of a replicated object.
 *
 * @param <C> what the object's type reports
 * @param name the object's name
 * @param change the exact difference
 * @param local whether it was made at this replica; otherwise it came from a peer
 * @param version what this replica had seen when the change was complete
 */
public record ObjectChange<C>(String name, C change, boolean local, VersionVector version) {}
