// SPDX-License-Identifier: Apache-2.0
/** Trees of named fields of several kinds, by path and from records. */
@NullMarked
package org.crdt4j.document;

import org.jspecify.annotations.NullMarked;
