// SPDX-License-Identifier: Apache-2.0
/** The floors: what the same work costs in plain collections and arrays that replicate nothing. */
@NullMarked
package org.crdt4j.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
