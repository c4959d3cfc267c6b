// SPDX-License-Identifier: Apache-2.0
/** What is measured: one replica of a counter, a set, a map, behind the same small interfaces for every library. */
@NullMarked
package org.crdt4j.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
