// SPDX-License-Identifier: Apache-2.0
/**
 * The contracts: what a type, a delta and an operation are, what they need from their surroundings, and how they are written.
 */
@NullMarked
package org.crdt4j.crdt;

import org.jspecify.annotations.NullMarked;
