// SPDX-License-Identifier: Apache-2.0
/**
 * A node for Maelstrom, a workbench that runs nodes of a distributed system as processes, carries their messages, cuts the network between them, and
 * checks what their clients saw. The replica and the gossip node are those of production; only the way of their bytes is Maelstrom's.
 */
@NullMarked
package org.crdt4j.examples.maelstrom;

import org.jspecify.annotations.NullMarked;
