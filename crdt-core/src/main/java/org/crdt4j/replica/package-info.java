// SPDX-License-Identifier: Apache-2.0
/**
 * Where a person starts: a {@link org.crdt4j.replica.Replica} with named, thread-safe, observable objects, and the messages by which
 * replicas become equal over any transport.
 */
@NullMarked
package org.crdt4j.replica;

import org.jspecify.annotations.NullMarked;
