// SPDX-License-Identifier: Apache-2.0
/**
 * The workloads W1 to W8, one benchmark class each.
 *
 * <p>A workload that changes its subject gets a fresh copy before each invocation ({@code Level.Invocation}), outside the
 * timed part. JMH then reads the clock twice an invocation, some 50 ns in all: an invocation therefore does at least 50
 * operations, and the bias, about 1 ns an operation, is the same for every contender. Immutable contenders are copied for
 * nothing, so their data is warmer in the caches than that of the mutable ones.
 *
 * <p>The two sides of a join hold the same {@code String} instances, so that comparing equal elements costs no memory
 * access in any contender.
 */
@NullMarked
package org.crdt4j.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
