// SPDX-License-Identifier: Apache-2.0
/** Operation-based types and the causal delivery that they need. */
@NullMarked
package org.crdt4j.op;

import org.jspecify.annotations.NullMarked;
