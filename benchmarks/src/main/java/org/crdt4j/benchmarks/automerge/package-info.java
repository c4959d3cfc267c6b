// SPDX-License-Identifier: Apache-2.0
/** Automerge behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.automerge;

import org.jspecify.annotations.NullMarked;
