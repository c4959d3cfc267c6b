// SPDX-License-Identifier: Apache-2.0
/**
 * A bad network for processes that are real: a {@link FaultProxy} stands before a gossip node and loses, repeats, delays and swaps what it
 * passes on, cuts one direction, or lets a byte a second through.
 */
@NullMarked
package org.crdt4j.testkit.proxy;

import org.jspecify.annotations.NullMarked;
