// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import java.util.LinkedHashSet;
import java.util.List;
import org.apache.pekko.persistence.typed.crdt.ORSet;
import org.apache.pekko.persistence.typed.internal.VersionVector;
import org.crdt4j.benchmarks.subject.SetSubject;
import scala.collection.immutable.Map;

/** The operation-based {@link ORSet}: immutable, and each operation that is applied looks at every element. */
final class PekkoOperationSet implements SetSubject {

    private ORSet<String> set;

    PekkoOperationSet(ORSet<String> set) {
        this.set = set;
    }

    /** The same elements at another replica. */
    PekkoOperationSet at(int replica) {
        return new PekkoOperationSet(new ORSet<>(PekkoNodes.id(replica).id(), set.elementsMap(), set.vvector()));
    }

    @Override
    public Object add(String element) {
        return update(set.add(element));
    }

    /** Puts the elements with their dots where applying one operation each would put them. */
    @Override
    public void addAll(List<String> elements) {
        String replica = set.originReplica();
        Map<String, VersionVector> all = set.elementsMap();
        VersionVector version = set.vvector();
        for (String element : elements) {
            version = version.increment(replica);
            all = all.updated(element, VersionVector.apply(replica, version.versionAt(replica)));
        }
        set = new ORSet<>(replica, all, version);
    }

    @Override
    public Object remove(String element) {
        return update(set.remove(element));
    }

    @Override
    public void removeAll(List<String> elements) {
        update(set.removeAll(new LinkedHashSet<>(elements)));
    }

    private Object update(ORSet.DeltaOp operation) {
        apply(operation);
        return operation;
    }

    @Override
    public ORSet<String> state() {
        return set;
    }

    @Override
    public void join(Object state) {
        throw new UnsupportedOperationException("operations are applied, states never joined");
    }

    @Override
    public void apply(Object delta) {
        set = set.applyOperation((ORSet.DeltaOp) delta);
    }

    @Override
    public PekkoOperationSet copy() {
        return new PekkoOperationSet(set);
    }

    @Override
    public boolean contains(String element) {
        return set.contains(element);
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public Object retained() {
        return set;
    }
}
