// SPDX-License-Identifier: Apache-2.0
/**
 * The payments system: a payment is pending until several services have confirmed it, and is paid once. The input is generated, not
 * recorded: there is no such recording with a clear licence.
 */
@NullMarked
package org.crdt4j.examples.payments;

import org.jspecify.annotations.NullMarked;
