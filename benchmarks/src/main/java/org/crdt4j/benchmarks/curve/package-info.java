// SPDX-License-Identifier: Apache-2.0
/**
 * Cost by size: elements, replicas, bytes of a value. Ours and the floor only. Where it can be avoided nothing is copied
 * before an invocation (a copy of ten million elements takes a second): what an invocation added is removed after it, and
 * the next one takes other elements, so that the caches do not know them.
 */
@NullMarked
package org.crdt4j.benchmarks.curve;

import org.jspecify.annotations.NullMarked;
