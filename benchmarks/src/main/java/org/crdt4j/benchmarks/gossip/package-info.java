// SPDX-License-Identifier: Apache-2.0
/** Apache Gossip behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.gossip;

import org.jspecify.annotations.NullMarked;
