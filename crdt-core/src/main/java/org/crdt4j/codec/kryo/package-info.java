// SPDX-License-Identifier: Apache-2.0
/** User values by Kryo. The only package that knows Kryo; not exported. */
@NullMarked
package org.crdt4j.codec.kryo;

import org.jspecify.annotations.NullMarked;
