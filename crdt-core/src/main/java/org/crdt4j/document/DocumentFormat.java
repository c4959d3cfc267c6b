// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.crdt4j.causality.DotMap;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.map.KeyStore;

/** The format of documents: field by field, in the order of names and kinds, each with its kind's own format. */
final class DocumentFormat implements WireFormat<DotMap<Field, KeyStore<FieldStore>>> {

    /* Nesting is in the data, not in the name of the type, so it is here that it has to be limited. */

    private final int depth;

    DocumentFormat(int depth) {
        this.depth = depth;
    }

    private WireFormat<KeyStore<FieldStore>> formatOf(Kind kind) {
        return KeyStore.format(
                kind == Kind.DOCUMENT
                        ? FieldStore.format(kind, new DocumentFormat(depth + 1))
                        : FieldObject.type(kind).storeFormat());
    }

    @Override
    public void write(DotMap<Field, KeyStore<FieldStore>> document, WireOutput out) {
        checkDepth();
        List<Field> fields = document.keys().stream().sorted().collect(Collectors.toList());
        out.writeCount(document.isPartial() ? 1 : 0);
        out.writeSize(fields.size());
        for (Field field : fields) {
            out.writeCount(field.kind().number());
            out.writeKey(field.name());
            formatOf(field.kind()).write(Objects.requireNonNull(document.get(field)), out);
        }
    }

    @Override
    public DotMap<Field, KeyStore<FieldStore>> read(WireInput in) {
        checkDepth();
        boolean partial = in.readFlag();
        int size = in.readSize();
        List<Field> fields = new ArrayList<>(size);
        List<KeyStore<FieldStore>> stores = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            Field field = readField(in);
            fields.add(field);
            stores.add(formatOf(field.kind()).read(in));
        }
        try {
            return DotMap.of(fields, stores, partial);
        } catch (IllegalArgumentException refusal) {
            throw new CorruptDataException("no valid message: " + refusal.getMessage(), refusal);
        }
    }

    private static Field readField(WireInput in) {
        long number = in.readCount();
        Kind kind = Kind.of(number)
                .orElseThrow(() -> new IncompatibleTypeException("a field of kind " + number
                        + ", which this version does not know: update this replica before others write such fields"));
        if (in.readKey() instanceof String name && !name.isEmpty()) {
            return new Field(name, kind);
        }
        throw WireInput.corrupt("a field without a name");
    }

    private void checkDepth() {
        if (depth >= Document.MAX_DEPTH) {
            throw new LimitExceededException("documents nested deeper than " + Document.MAX_DEPTH);
        }
    }
}
