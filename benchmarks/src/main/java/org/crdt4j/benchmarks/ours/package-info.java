// SPDX-License-Identifier: Apache-2.0
/** The types of this library behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
