// SPDX-License-Identifier: Apache-2.0
/** Bytes of states, deltas and operations: format version, limits, checks of what strangers send. */
@NullMarked
package org.crdt4j.codec;

import org.jspecify.annotations.NullMarked;
