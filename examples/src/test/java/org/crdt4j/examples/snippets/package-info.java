// SPDX-License-Identifier: Apache-2.0
/**
 * The Java that stands in README.md and docs, run with the outcome that the text claims. What is between {@code // snippet: NAME} and
 * {@code // end} stands literally on a page, below {@code <!-- snippet: NAME -->}.
 */
@NullMarked
package org.crdt4j.examples.snippets;

import org.jspecify.annotations.NullMarked;
