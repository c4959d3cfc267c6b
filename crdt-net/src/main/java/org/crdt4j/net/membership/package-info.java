// SPDX-License-Identifier: Apache-2.0
/** Who is there: whom to admit, whom to dial, who has fallen silent. Pure state machines. */
@NullMarked
package org.crdt4j.net.membership;

import org.jspecify.annotations.NullMarked;
