// SPDX-License-Identifier: Apache-2.0
/** Replicated logs, whose events are in one order at every replica: posts that wait for what they answer, reservations of a stock. */
@NullMarked
package org.crdt4j.log;

import org.jspecify.annotations.NullMarked;
