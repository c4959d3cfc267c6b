// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a system of the examples: each of its replicas, a {@link Site}, is a process of its own; a {@link Fleet} of them gossips over
 * sockets that lose, repeat and swap messages; a {@link FleetRun} feeds recorded events to it, cuts the link between two sides, heals it,
 * and compares what every site has in the end.
 */
@NullMarked
package org.crdt4j.examples.fleet;

import org.jspecify.annotations.NullMarked;
