// SPDX-License-Identifier: Apache-2.0
/** How bytes get from node to node: the transport interface, TCP, and a network in memory for tests. */
@NullMarked
package org.crdt4j.net.transport;

import org.jspecify.annotations.NullMarked;
