// SPDX-License-Identifier: Apache-2.0
/** Histories that are as bad as can be for our representation, each beside a benign one of the same size. */
@NullMarked
package org.crdt4j.benchmarks.worst;

import org.jspecify.annotations.NullMarked;
