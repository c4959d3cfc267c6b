// SPDX-License-Identifier: Apache-2.0
/**
 * What a node and its replica do, in a browser: members, peers, objects and why they are as they are, live changes, alarms; and a
 * playground of two replicas, in which everybody can see what a type decides about concurrent edits.
 *
 * <p>Begin with {@link org.crdt4j.inspector.Inspector}. The server is that of the JDK; the page loads nothing from elsewhere and changes
 * nothing in the replica.
 */
@NullMarked
package org.crdt4j.inspector;

import org.jspecify.annotations.NullMarked;
