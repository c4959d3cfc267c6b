// SPDX-License-Identifier: Apache-2.0
/** Measurements that a design decision rests on; they use stand-ins, not the library's types. */
@NullMarked
package org.crdt4j.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
