// SPDX-License-Identifier: Apache-2.0
/** Pekko Distributed Data and Pekko's operation-based types behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.pekko;

import org.jspecify.annotations.NullMarked;
