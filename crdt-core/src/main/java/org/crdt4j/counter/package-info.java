// SPDX-License-Identifier: Apache-2.0
/** Replicated counters. */
@NullMarked
package org.crdt4j.counter;

import org.jspecify.annotations.NullMarked;
