// SPDX-License-Identifier: Apache-2.0
/** A durable replica with a gossip node and a small shell, {@code crdt node}: to try the library without writing code. */
@NullMarked
package org.crdt4j.examples.shell;

import org.jspecify.annotations.NullMarked;
