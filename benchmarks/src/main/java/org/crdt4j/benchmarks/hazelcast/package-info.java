// SPDX-License-Identifier: Apache-2.0
/** Hazelcast behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.hazelcast;

import org.jspecify.annotations.NullMarked;
