// SPDX-License-Identifier: Apache-2.0
/** Why a node refused bytes, a peer or a connection: one closed list, so that refusals can be counted. */
@NullMarked
package org.crdt4j.net.reason;

import org.jspecify.annotations.NullMarked;
