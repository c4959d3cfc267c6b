// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.jspecify.annotations.Nullable;

/**
 * A field as a live object: whichever type is behind its kind, told apart by the kind alone.
 *
 * @param <T> the objects of that type
 * @param <S> its store
 * @param <C> its reports
 */
public final class FieldObject<T extends CausalCrdt<S, C>, S extends DotStore<S>, C>
        extends CausalCrdt<FieldStore, Object> {

    private final Kind kind;
    private final CausalType<T, S, C> type;

    private FieldObject(ReplicaContext replicaContext, Kind kind, CausalType<T, S, C> type, FieldStore store) {
        super(replicaContext, store);
        this.kind = kind;
        this.type = type;
    }

    /** The one place where a kind meets its type; separate, because documents are of a kind too. */
    private static final class Types {

        private static final Map<Kind, CausalType<FieldObject<?, ?, ?>, FieldStore, Object>> BY_KIND =
                new EnumMap<>(Kind.class);

        static {
            put(Kind.REGISTER, LastWriterWinsRegister.<Object>type());
            put(Kind.MULTI_VALUE, MultiValueRegister.<Object>type());
            put(Kind.COUNTER, ResettableCounter.type());
            put(Kind.SET, AddWinsSet.<Object>type());
            put(Kind.FLAG, EnableWinsFlag.type());
            put(Kind.DOCUMENT, Document.type());
        }

        private static <T extends CausalCrdt<S, C>, S extends DotStore<S>, C> void put(
                Kind kind, CausalType<T, S, C> type) {
            BY_KIND.put(
                    kind,
                    new CausalType<>(
                            "document-field(" + type.name() + ")",
                            new FieldStore(kind, type.bottomStore()),
                            (replicaContext, store) -> new FieldObject<>(replicaContext, kind, type, store),
                            FieldStore.format(kind, type.storeFormat())));
        }
    }

    static CausalType<FieldObject<?, ?, ?>, FieldStore, Object> type(Kind kind) {
        return Objects.requireNonNull(Types.BY_KIND.get(kind));
    }

    /* one kind has one type of store */
    @SuppressWarnings("unchecked")
    private S content(FieldStore store) {
        return (S) store.content();
    }

    private T over(FieldStore store) {
        return within(type.over(replicaContext(), content(store)));
    }

    /* what is behind, for reading */
    T live() {
        return over(store());
    }

    Causal<FieldStore> update(Consumer<? super T> mutators) {
        T live = live();
        Causal<S> delta = live.inOneDelta(() -> mutators.accept(live));
        return commit(new FieldStore(kind, storeOf(live)), new FieldStore(kind, delta.store()), delta.context());
    }

    @Override
    public Object value() {
        return live().value();
    }

    @Override
    public boolean isVacant() {
        return live().isVacant();
    }

    @Override
    public @Nullable Object change(FieldStore before, FieldStore after) {
        return over(after).change(content(before), content(after));
    }

    @Override
    protected void forEachVisibleDot(FieldStore present, DotConsumer action) {
        over(present).forEachVisibleDot(action);
    }

    @Override
    protected FieldStore compact(FieldStore present, VersionVector stable, Owner editor) {
        T compacted = over(present);
        compacted.compact(stable);
        S kept = storeOf(compacted);
        return kept == content(present) ? present : new FieldStore(kind, kept);
    }
}
