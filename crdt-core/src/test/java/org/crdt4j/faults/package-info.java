// SPDX-License-Identifier: Apache-2.0
/**
 * The fault catalogue: plain, slow types in which one thing at a time can be done wrong, each a mistake that was once real in a known
 * library, and a test that the laws find every one of them.
 */
@NullMarked
package org.crdt4j.faults;

import org.jspecify.annotations.NullMarked;
