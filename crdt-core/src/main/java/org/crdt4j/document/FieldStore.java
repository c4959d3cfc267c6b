// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.Objects;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * The store of a field: of one of the kinds. Immutable, but for the content's right to be edited in place.
 *
 * <p>Join: as the content's; only stores of one kind can be joined, since the kind is a part of the field's address.
 *
 * @param kind what the field is
 * @param content the store of the type that is behind the kind
 */
public record FieldStore(Kind kind, DotStore<?> content) implements DotStore<FieldStore> {

    /**
     * A store.
     *
     * @param kind what the field is
     * @param content the store of the type that is behind the kind
     */
    public FieldStore {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(content, "content");
    }

    private FieldStore with(DotStore<?> changed) {
        return changed == content ? this : new FieldStore(kind, changed);
    }

    @Override
    public boolean isEmpty() {
        return content.isEmpty();
    }

    @Override
    public FieldStore bottom() {
        return with(content.bottom());
    }

    @Override
    public FieldStore self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        content.forEachDot(action);
    }

    @Override
    public FieldStore join(FieldStore other, JoinScope scope) {
        if (kind != other.kind) {
            throw new IllegalArgumentException("a " + kind + " cannot be joined with a " + other.kind);
        }
        return with(join(content, other.content, scope));
    }

    /* one kind has one type of store */
    @SuppressWarnings("unchecked")
    private static <S extends DotStore<S>> S join(DotStore<S> mine, DotStore<?> theirs, JoinScope scope) {
        return mine.join((S) theirs, scope);
    }

    @Override
    public FieldStore since(DotCover seen) {
        return with(content.since(seen));
    }

    @Override
    public FieldStore removed() {
        return with(content.removed());
    }

    @Override
    public FieldStore removal() {
        return with(content.removal());
    }

    /* the kind stands in the field's address, and is not written again */
    static <S extends DotStore<S>> WireFormat<FieldStore> format(Kind kind, WireFormat<S> content) {
        return new WireFormat<>() {
            @Override
            @SuppressWarnings("unchecked")
            public void write(FieldStore store, WireOutput out) {
                content.write((S) store.content, out);
            }

            @Override
            public FieldStore read(WireInput in) {
                return new FieldStore(kind, content.read(in));
            }
        };
    }
}
