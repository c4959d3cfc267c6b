// SPDX-License-Identifier: Apache-2.0
/** Replicated maps, whose values may be replicated types themselves. */
@NullMarked
package org.crdt4j.map;

import org.jspecify.annotations.NullMarked;
