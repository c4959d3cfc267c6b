// SPDX-License-Identifier: Apache-2.0
/** Example systems on recorded data, and the {@code crdt} command line. */
@NullMarked
package org.crdt4j.examples;

import org.jspecify.annotations.NullMarked;
