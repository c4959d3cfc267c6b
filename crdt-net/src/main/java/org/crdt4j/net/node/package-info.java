// SPDX-License-Identifier: Apache-2.0
/** The gossip node: the only package of this module with threads and a clock. */
@NullMarked
package org.crdt4j.net.node;

import org.jspecify.annotations.NullMarked;
