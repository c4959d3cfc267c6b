// SPDX-License-Identifier: Apache-2.0
/** W9: operations in any order through causal delivery, beside the same operations in order. */
@NullMarked
package org.crdt4j.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
