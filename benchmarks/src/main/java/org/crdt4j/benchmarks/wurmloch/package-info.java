// SPDX-License-Identifier: Apache-2.0
/** wurmloch-crdt behind the subjects' interfaces. */
@NullMarked
package org.crdt4j.benchmarks.wurmloch;

import org.jspecify.annotations.NullMarked;
