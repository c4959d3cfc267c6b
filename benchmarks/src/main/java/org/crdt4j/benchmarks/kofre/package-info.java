// SPDX-License-Identifier: Apache-2.0
/** Kofre, the data types of REScala, behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.kofre;

import org.jspecify.annotations.NullMarked;
