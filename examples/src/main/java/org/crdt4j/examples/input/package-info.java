// SPDX-License-Identifier: Apache-2.0
/** Recorded input: CSV files whose complaints name file and line. */
@NullMarked
package org.crdt4j.examples.input;

import org.jspecify.annotations.NullMarked;
