// SPDX-License-Identifier: Apache-2.0
/** {@code crdt inspect}: the inspector of a running cluster, or of a sample. */
@NullMarked
package org.crdt4j.examples.inspect;

import org.jspecify.annotations.NullMarked;
