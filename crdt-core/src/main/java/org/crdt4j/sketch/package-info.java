// SPDX-License-Identifier: Apache-2.0
/**
 * Replicated sketches: about how many different elements there were, and whether an element was perhaps among them, in little memory.
 *
 * <p>They need a library that crdt4j does not bring along: {@code com.dynatrace.hash4j:hash4j}, one jar without dependencies of its
 * own. An application that uses sketches adds it to its dependencies; one that is a named module also {@code requires
 * com.dynatrace.hash4j}. Without it, objects of these types are refused, and all other types work.
 */
@NullMarked
package org.crdt4j.sketch;

import org.jspecify.annotations.NullMarked;
