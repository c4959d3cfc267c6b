// SPDX-License-Identifier: Apache-2.0
/** What moves in a tree cost, local and late ones. The paper's figures stand beside ours in docs/performance.md; nobody else is measured. */
@NullMarked
package org.crdt4j.benchmarks.tree;

import org.jspecify.annotations.NullMarked;
