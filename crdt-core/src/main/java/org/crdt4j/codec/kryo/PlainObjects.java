// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.util.Pool;
import java.util.Map;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;

/** Reads and writes the fields of objects of registered classes. Thread-safe. */
public final class PlainObjects {

    /* Kryo is given nothing to decide: it is called for one object of a class that is known already, goes through its fields in the
     * order of their names, and hands every field that is neither primitive nor a string back to the codec. So no class, no
     * collection and no array is ever created because a message says so. */

    private static final int MAX_IDLE = 16;

    private final Map<Integer, Class<?>> classes;
    private final int maxDepth;
    private final Pool<Session> idle = new Pool<>(true, false, MAX_IDLE) {
        @Override
        protected Session create() {
            return new Session();
        }
    };

    /**
     * Gets ready for some classes.
     *
     * @throws IllegalArgumentException if one of them cannot be read or written
     */
    public PlainObjects(Map<Integer, Class<?>> classes, int maxDepth) {
        this.classes = Map.copyOf(classes);
        this.maxDepth = maxDepth;
        if (!classes.isEmpty()) {
            open().close();
        }
    }

    /** A session for one message; to be closed. */
    public Session open() {
        return idle.obtain();
    }

    /** One Kryo, for one message at a time. */
    public final class Session implements AutoCloseable {

        private final Kryo kryo = new Kryo(new NamelessClassResolver(), null);

        private Session() {
            kryo.setRegistrationRequired(true);
            kryo.setReferences(false);
            /* an object in a field of an object is two levels; the codec itself counts one, and comes first */
            kryo.setMaxDepth(2 * maxDepth + 2);
            kryo.setAutoReset(true);
            classes.forEach((id, type) -> kryo.register(type, PlainFields.of(type, kryo), id));
        }

        /** The bytes of an object's fields. */
        public byte[] write(int id, Object object, NestedValues.Writer nested) {
            StrictOutput output = new StrictOutput(nested);
            try {
                kryo.writeObject(output, object, serializer(id));
            } catch (KryoException failed) {
                throw refusal(
                        failed,
                        new IllegalArgumentException(
                                "cannot write an object of " + object.getClass().getName(), failed));
            }
            return output.toBytes();
        }

        /** The object whose fields take exactly a part of a message. */
        public Object read(int id, byte[] message, int from, int to, NestedValues.Reader nested) {
            StrictInput input = new StrictInput(message, from, to, nested);
            Object object;
            try {
                object = kryo.readObject(input, type(id), serializer(id));
            } catch (KryoException failed) {
                throw refusal(
                        failed,
                        new CorruptDataException("no valid message: no fields of " + type(id).getName(), failed));
            }
            if (input.position() != to) {
                throw new CorruptDataException("no valid message: too many fields of " + type(id).getName());
            }
            return object;
        }

        /* Kryo wraps what comes from below; what is typed already stays as it is */
        private RuntimeException refusal(KryoException failed, RuntimeException otherwise) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof CrdtException || cause instanceof IllegalArgumentException) {
                    return (RuntimeException) cause;
                }
            }
            return otherwise;
        }

        @SuppressWarnings("unchecked")
        private Serializer<Object> serializer(int id) {
            return kryo.getRegistration(id).getSerializer();
        }

        @SuppressWarnings("unchecked")
        private Class<Object> type(int id) {
            return kryo.getRegistration(id).getType();
        }

        @Override
        public void close() {
            idle.free(this);
        }
    }
}
