// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.List;
import java.util.function.UnaryOperator;
import org.crdt4j.internal.KeyRows;
import org.jspecify.annotations.Nullable;

/** The dot map of any number of keys: rows, with the keys in one column and their stores in another. Edited in place by its owner. */
final class DotTable<K, S extends DotStore<S>> extends DotMap<K, S> {

    /* The column suits the stores that are in it, all of one kind; an empty table takes whatever column suits the first that comes. */

    private static final DotTable<Object, DotSet> NONE = new DotTable<Object, DotSet>(false, null);

    private KeyRows<K> rows;
    private StoreColumn<S> column;
    private final boolean partial;
    private final @Nullable Owner owner;

    private DotTable(KeyRows<K> rows, StoreColumn<S> column, boolean partial, @Nullable Owner owner) {
        this.rows = rows;
        this.column = column;
        this.partial = partial;
        this.owner = owner;
    }

    private DotTable(boolean partial, @Nullable Owner owner) {
        this(new KeyRows<>(0), new ObjectColumn<>(), partial, owner);
    }

    @SuppressWarnings("unchecked")
    static <K, S extends DotStore<S>> DotTable<K, S> none() {
        return (DotTable<K, S>) (DotTable<?, ?>) NONE;
    }

    /** A partial table of one key. */
    static <K, S extends DotStore<S>> DotTable<K, S> ofOne(K key, S store, @Nullable Owner owner) {
        DotTable<K, S> table = new DotTable<>(true, owner);
        table.append(key, KeyRows.hash(key), store);
        return table;
    }

    static <K, S extends DotStore<S>> DotTable<K, S> ofAll(List<K> keys, List<S> stores, boolean partial) {
        DotTable<K, S> table = new DotTable<>(partial, null);
        table.rows.reserve(keys.size());
        for (int index = 0; index < keys.size(); index++) {
            K key = keys.get(index);
            int hash = KeyRows.hash(key);
            if (table.rows.find(key, hash) >= 0) {
                throw new IllegalArgumentException("a key stands twice in a map");
            }
            if (!partial && stores.get(index).isEmpty()) {
                throw new IllegalArgumentException("only a partial map lists keys with empty stores");
            }
            table.append(key, hash, stores.get(index));
        }
        return table;
    }

    KeyRows<K> rows() {
        return rows;
    }

    StoreColumn<S> column() {
        return column;
    }

    @Override
    int find(Object key) {
        return rows.find(key, KeyRows.hash(key));
    }

    @Override
    public K key(int row) {
        return rows.key(row);
    }

    @Override
    public S store(int row) {
        return column.get(row);
    }

    @Override
    boolean isEmpty(int row) {
        return column.isEmpty(row);
    }

    @Override
    public void forEachDot(int row, DotConsumer action) {
        column.forEachDot(row, action);
    }

    @Override
    int edits() {
        return rows.edits();
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public boolean isPartial() {
        return partial;
    }

    @Override
    DotTable<K, S> table(@Nullable Owner editor) {
        return editor != null && owner == editor ? this : new DotTable<>(rows.copy(), column.copy(), partial, editor);
    }

    /** The same rows, speaking of all keys. */
    DotTable<K, S> full(@Nullable Owner editor) {
        return partial ? new DotTable<>(rows, column, false, editor) : this;
    }

    @Override
    public @Nullable S replace(DotMap<K, S> touched, Owner editor) {
        if (editor != owner || touched.size() != 1) {
            throw new IllegalArgumentException("only the owner edits in place, and one key at a time");
        }
        K key = touched.key(0);
        int hash = KeyRows.hash(key);
        if (touched instanceof OneDotMap<K, S> event && column instanceof DotColumn<S> dots) {
            return replace(dots, hash, event);
        }
        int row = rows.find(key, hash);
        S before = row < 0 ? null : column.get(row);
        set(row, key, hash, touched.store(0));
        return before;
    }

    @Override
    public boolean take(DotMap<K, S> other, DotCover mine, DotCover theirs, Owner editor) {
        return owner == editor
                && !partial
                && other instanceof OneDotMap<K, S> event
                && column instanceof DotColumn<S> dots
                && !mine.covers(event.origin(), event.counter())
                && take(event, dots, theirs);
    }

    private boolean take(OneDotMap<K, S> event, DotColumn<S> dots, DotCover theirs) {
        int size = rows.size();
        int row = rows.findOrAdd(event.key(), KeyRows.hash(event.key()));
        if (row == size) {
            dots.reserve(rows.capacity());
        } else if (partial || !dots.isOne(row) || !dots.isCovered(row, theirs)) {
            return false;
        }
        dots.set(row, event);
        return true;
    }

    private @Nullable S replace(DotColumn<S> dots, int hash, OneDotMap<K, S> event) {
        int size = rows.size();
        int row = rows.findOrAdd(event.key(), hash);
        if (row < size) {
            S before = dots.get(row);
            dots.set(row, event);
            return before;
        }
        dots.reserve(rows.capacity());
        dots.set(row, event);
        return null;
    }

    /** Puts an event into a key's row, or into a new one if that is negative. */
    void replace(int row, K key, int hash, OneDotMap<K, S> event) {
        if (rows.size() > 0 && column instanceof DotColumn<S> dots) {
            dots.set(row < 0 ? appendKey(key, hash) : row, event);
        } else {
            set(row, key, hash, event.store());
        }
    }

    void set(K key, S store) {
        int hash = KeyRows.hash(key);
        set(rows.find(key, hash), key, hash, store);
    }

    private void set(int row, K key, int hash, S store) {
        if (store.isEmpty() && !partial) {
            if (row >= 0) {
                remove(row);
            }
        } else if (row >= 0) {
            column.set(row, store);
        } else {
            append(key, hash, store);
        }
    }

    private void append(K key, int hash, S store) {
        if (rows.size() == 0) {
            column = StoreColumn.suiting(store);
        }
        int row = appendKey(key, hash);
        column.set(row, store);
    }

    private int appendKey(K key, int hash) {
        int row = rows.findOrAdd(key, hash);
        column.reserve(rows.capacity());
        return row;
    }

    /** Appends another table's row, whose key is absent here. */
    void append(DotTable<K, S> other, int row) {
        if (rows.size() == 0) {
            column = other.column.fresh();
        }
        int at = appendKey(other.key(row), other.rows.hash(row));
        if (column instanceof DotColumn<S> mine && other.column instanceof DotColumn<S> theirs) {
            mine.take(at, theirs, row);
        } else {
            column.set(at, other.store(row));
        }
    }

    /** Removes a row; the last takes its place. */
    void remove(int row) {
        column.moveLast(rows.size() - 1, row);
        rows.remove(row);
    }

    /** Takes a copy of another table's rows; there must be none here. */
    void adopt(DotTable<K, S> other) {
        rows = other.rows.copy();
        column = other.column.copy();
    }

    @Override
    void joinInto(DotTable<K, S> target, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        if (partial) {
            for (int row = 0; row < size(); row++) {
                target.joinRow(this, row, scope, observer);
            }
        } else if (isOfDots() && target.isOfDots()) {
            new JoinByDots<>(target, this, scope, observer).run();
        } else {
            target.joinAbsent(this, scope, observer);
            for (int row = 0; row < size(); row++) {
                target.joinRow(this, row, scope, observer);
            }
        }
    }

    private boolean isOfDots() {
        return column instanceof DotColumn<S> || size() == 0;
    }

    /* the keys that only this side has: the other side, which speaks of all keys, has an empty store there */
    private void joinAbsent(DotTable<K, S> other, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        for (int row = size() - 1; row >= 0; row--) {
            if (other.rows.find(key(row), rows.hash(row)) < 0) {
                joinStore(row, store(row).bottom(), scope, observer);
            }
        }
    }

    void joinRow(DotTable<K, S> other, int row, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        joinKey(other.key(row), other.rows.hash(row), other.store(row), scope, observer);
    }

    void joinKey(K key, S theirs, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        joinKey(key, KeyRows.hash(key), theirs, scope, observer);
    }

    private void joinKey(
            K key, int hash, S theirs, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        int row = rows.find(key, hash);
        if (row >= 0) {
            joinStore(row, theirs, scope, observer);
        } else {
            joinNew(key, hash, theirs, scope, observer);
        }
    }

    /* a partial map knows nothing of a key that it does not list, so it takes what the other has as it is */
    private void joinNew(
            K key, int hash, S theirs, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        JoinScope inner = inner(scope, observer);
        S after = partial ? theirs : theirs.bottom().join(theirs, inner);
        boolean changed = partial ? !after.isEmpty() : inner.changed();
        if (changed) {
            scope.markChanged();
        }
        if (partial || !after.isEmpty()) {
            append(key, hash, after);
        }
        if (observer != null && changed) {
            observer.changed(key, null, after.isEmpty() ? null : after);
        }
    }

    void joinStore(int row, S theirs, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        K key = key(row);
        S before = store(row);
        JoinScope inner = inner(scope, observer);
        S after = before.join(theirs, inner);
        if (inner.changed() && inner != scope) {
            scope.markChanged();
        }
        if (after.isEmpty() && !partial) {
            remove(row);
        } else if (after != before) {
            column.set(row, after);
        }
        if (observer != null && inner.changed()) {
            observer.changed(key, before, after.isEmpty() ? null : after);
        }
    }

    /* an observer compares before with after, so nothing below may then be edited in place */
    private static JoinScope inner(JoinScope scope, @Nullable Object observer) {
        return observer == null ? scope : new JoinScope(scope.mine(), scope.theirs(), null);
    }

    /** Joins a row whose dot, a single one, was not seen here. */
    void joinUnseen(DotTable<K, S> other, DotColumn<S> theirs, int row, JoinScope scope) {
        int at = rows.find(other.key(row), other.rows.hash(row));
        if (at < 0) {
            append(other, row);
            scope.markChanged();
        } else if (column instanceof DotColumn<S> dots && dots.isOne(at) && dots.isCovered(at, scope.theirs())) {
            dots.take(at, theirs, row);
            scope.markChanged();
        } else {
            joinStore(at, other.store(row), scope, null);
        }
    }

    /** Joins one event: one look-up, and as a rule nothing but a few numbers to write. */
    void joinDot(OneDotMap<K, S> event, JoinScope scope, @Nullable Observer<? super K, ? super S> observer) {
        boolean isNew = partial || !scope.mine().covers(event.origin(), event.counter());
        if (isNew && observer == null && column instanceof DotColumn<S> dots && take(event, dots, scope.theirs())) {
            scope.markChanged();
        } else {
            joinKey(event.key(), KeyRows.hash(event.key()), event.store(), scope, observer);
        }
    }

    @Override
    public DotMap<K, S> since(DotCover seen) {
        return column instanceof DotColumn<S> dots ? since(dots, seen) : each(store -> store.since(seen));
    }

    private DotMap<K, S> since(DotColumn<S> dots, DotCover seen) {
        DotTable<K, S> kept = new DotTable<>(false, null);
        for (int row = 0; row < size(); row++) {
            if (!dots.isOne(row)) {
                kept.appendFilled(key(row), rows.hash(row), dots.get(row).since(seen));
            } else if (!dots.isCovered(row, seen)) {
                kept.append(this, row);
            }
        }
        return kept.size() == 0 ? empty() : kept;
    }

    @Override
    public DotMap<K, S> removed() {
        return column instanceof DotColumn<S> ? empty() : each(DotStore::removed);
    }

    @Override
    public DotMap<K, S> removal() {
        return column instanceof DotColumn<S> ? empty() : each(DotStore::removal);
    }

    private DotMap<K, S> each(UnaryOperator<S> part) {
        DotTable<K, S> kept = new DotTable<>(false, null);
        for (int row = 0; row < size(); row++) {
            kept.appendFilled(key(row), rows.hash(row), part.apply(store(row)));
        }
        return kept.size() == 0 ? empty() : kept;
    }

    private void appendFilled(K key, int hash, S store) {
        if (!store.isEmpty()) {
            append(key, hash, store);
        }
    }
}
