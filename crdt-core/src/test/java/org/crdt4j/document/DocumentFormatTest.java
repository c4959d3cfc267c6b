// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.function.Consumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.DotSet;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;

/** What is read as a document, and what is refused. */
class DocumentFormatTest {

    private static final Codec CODEC = Codec.builder().build();

    /** Writes what it likes where a document would stand. */
    private record Forged(Consumer<WireOutput> content) implements WireFormat<DotSet> {

        @Override
        public void write(DotSet nothing, WireOutput out) {
            content.accept(out);
        }

        @Override
        public DotSet read(WireInput in) {
            throw new UnsupportedOperationException();
        }

        byte[] message() {
            CausalType<?, DotSet, ?> type = new CausalType<>(
                    "document",
                    DotSet.empty(),
                    (context, store) -> {
                        throw new UnsupportedOperationException();
                    },
                    this);
            return CODEC.encode(type.format(), new Causal<>(DotSet.empty(), CausalContext.empty()));
        }
    }

    private static <X extends CrdtException> String refused(Class<X> reason, Consumer<WireOutput> content) {
        byte[] message = new Forged(content).message();
        return assertThrows(reason, () -> CODEC.decode(Document.type().format(), message))
                .getMessage();
    }

    private static void emptyField(WireOutput out, int kind, Object name) {
        out.writeCount(kind);
        out.writeKey(name);
        out.writeSize(0); // nothing keeps it alive
        out.writeSize(0); // nothing is in it
    }

    @Test
    void unknownKind_isRefusedAsIncompatible() {
        for (int kind : new int[] {0, 7, 8, 1_000_000}) {
            String message = refused(IncompatibleTypeException.class, out -> {
                out.writeCount(1);
                out.writeSize(1);
                emptyField(out, kind, "x");
            });
            assertTrue(message.contains("kind " + kind), message);
        }
    }

    @Test
    void namesThatAreNone_fieldsTwice_andFieldsWithoutAnything_areRefused() {
        refused(CorruptDataException.class, out -> {
            out.writeCount(1);
            out.writeSize(1);
            emptyField(out, 2, "");
        });
        refused(CorruptDataException.class, out -> {
            out.writeCount(1);
            out.writeSize(1);
            emptyField(out, 2, 5);
        });
        refused(CorruptDataException.class, out -> {
            out.writeCount(1);
            out.writeSize(2);
            emptyField(out, 2, "x");
            emptyField(out, 2, "x");
        });
        refused(CorruptDataException.class, out -> {
            out.writeCount(0);
            out.writeSize(1);
            emptyField(out, 2, "x");
        });
    }

    @Test
    void documentsTooDeep_areRefused_thoseAtTheLimitAreNot() {
        refused(LimitExceededException.class, out -> nest(out, Document.MAX_DEPTH));
        byte[] deepest = new Forged(out -> nest(out, Document.MAX_DEPTH - 1)).message();
        assertTrue(CODEC.decode(Document.type().format(), deepest).isBottom());
        refused(LimitExceededException.class, out -> nest(out, 10_000));
    }

    private static void nest(WireOutput out, int levels) {
        for (int level = 0; level < levels; level++) {
            out.writeCount(1);
            out.writeSize(1);
            out.writeCount(Kind.DOCUMENT.number());
            out.writeKey("x");
            out.writeSize(0);
        }
        out.writeCount(1);
        out.writeSize(0);
    }

    @Test
    void documentAtTheLimitOfDepth_comesThrough() {
        Document document = DocumentTest.document(1);
        String[] names = "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p".split("/", -1);
        document.at(names).assign("deep");
        Document other = DocumentTest.document(2);
        other.join(CODEC.decode(Document.type(), CODEC.encode(Document.type(), document.state())));
        assertEquals(Optional.of("deep"), other.at(names).value());
    }
}
