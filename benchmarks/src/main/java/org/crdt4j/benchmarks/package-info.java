// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks. */
@NullMarked
package org.crdt4j.benchmarks;

import org.jspecify.annotations.NullMarked;
