// SPDX-License-Identifier: Apache-2.0
/**
 * Replicated trees: {@link org.crdt4j.tree.MovableTree}, whose nodes can be moved at any replica at any time without ever making a cycle
 * or a second copy.
 */
@NullMarked
package org.crdt4j.tree;

import org.jspecify.annotations.NullMarked;
