// SPDX-License-Identifier: Apache-2.0
/** Atomix behind the subjects' interfaces, without its cluster. */
@NullMarked
package org.crdt4j.benchmarks.atomix;

import org.jspecify.annotations.NullMarked;
