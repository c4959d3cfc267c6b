// SPDX-License-Identifier: Apache-2.0
/**
 * Operation-based types and the causal delivery that they need.
 *
 * <p>Where deltas are joined, operations take effect: each exactly once, and after all that its author had seen. {@link
 * org.crdt4j.op.OpReplica} is where to start: it couples one object with its {@link org.crdt4j.op.CausalDelivery}, so that the
 * network may lose, repeat and reorder what is sent. What is lost has to be sent again; {@link
 * org.crdt4j.op.OpReplica#missing()} says what that is.
 */
@NullMarked
package org.crdt4j.op;

import org.jspecify.annotations.NullMarked;
