// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record component is as long as its field is absent; for registers of strings, numbers, booleans and enums. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OrElse {

    /**
     * The default, as {@code valueOf} of the component's class reads it.
     *
     * @return the default
     */
    String value();
}
