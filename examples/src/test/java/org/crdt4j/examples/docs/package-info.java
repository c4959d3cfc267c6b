// SPDX-License-Identifier: Apache-2.0
/** Holds the written pages against the code: snippets and links. */
@NullMarked
package org.crdt4j.examples.docs;

import org.jspecify.annotations.NullMarked;
