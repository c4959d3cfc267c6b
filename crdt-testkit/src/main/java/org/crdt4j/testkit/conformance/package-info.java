// SPDX-License-Identifier: Apache-2.0
/**
 * Runs conformance cases: JSON files that say what is done at which replica, what is exchanged, and which values have to come out.
 *
 * <p>Start at {@link org.crdt4j.testkit.conformance.ConformanceRunner}. Types are known through {@link
 * org.crdt4j.testkit.conformance.TypeAdapter}; those of this project are in {@link
 * org.crdt4j.testkit.conformance.TypeRegistry#builtin()}, and yours takes some lines with {@link
 * org.crdt4j.testkit.conformance.StateAdapter}. Files are read with Jackson, which this module declares as optional: add
 * {@code com.fasterxml.jackson.core:jackson-databind} to use this package.
 */
@NullMarked
package org.crdt4j.testkit.conformance;

import org.jspecify.annotations.NullMarked;
