// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Registration;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.esotericsoftware.kryo.kryo5.util.DefaultClassResolver;

/** Knows classes by number only. Kryo's own looks a name up, and so loads the class, before it finds that it is not registered. */
final class NamelessClassResolver extends DefaultClassResolver {

    @Override
    @SuppressWarnings("rawtypes") // as Kryo declares it
    protected void writeName(Output output, Class type, Registration registration) {
        throw new KryoException("a class by name: " + type.getName());
    }

    @Override
    protected Registration readName(Input input) {
        throw new KryoException("a class by name");
    }

    @Override
    protected Class<?> getTypeByName(String className) {
        throw new KryoException("a class by name");
    }
}
