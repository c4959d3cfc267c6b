// SPDX-License-Identifier: Apache-2.0
/** Replicated sets. */
@NullMarked
package org.crdt4j.set;

import org.jspecify.annotations.NullMarked;
