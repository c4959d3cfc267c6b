// SPDX-License-Identifier: Apache-2.0
/** Report pages: one HTML file with its charts in it. */
@NullMarked
package org.crdt4j.examples.page;

import org.jspecify.annotations.NullMarked;
