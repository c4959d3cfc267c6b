// SPDX-License-Identifier: Apache-2.0
/**
 * The ride system: where each vehicle was seen last, and which ones are to be seen now. Positions come late, twice and out of order, by way
 * of three dispatch centres.
 */
@NullMarked
package org.crdt4j.examples.ride;

import org.jspecify.annotations.NullMarked;
