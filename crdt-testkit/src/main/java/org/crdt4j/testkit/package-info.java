// SPDX-License-Identifier: Apache-2.0
/** Laws that every replicated data type obeys, in plain Java, for this project's types and for yours. */
@NullMarked
package org.crdt4j.testkit;

import org.jspecify.annotations.NullMarked;
