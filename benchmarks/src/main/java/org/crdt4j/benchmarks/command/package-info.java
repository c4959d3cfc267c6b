// SPDX-License-Identifier: Apache-2.0
/** The {@code crdt bench} command: what to measure, starting JMH and the probes, keeping and showing what came of it. */
@NullMarked
package org.crdt4j.benchmarks.command;

import org.jspecify.annotations.NullMarked;
