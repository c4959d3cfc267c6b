// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How concurrent changes of a record component are joined, where the default does not fit, see {@link Policy}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MergeAs {

    /**
     * The kind of the field.
     *
     * @return the kind
     */
    Kind value();
}
