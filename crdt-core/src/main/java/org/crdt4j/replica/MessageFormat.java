// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/** How messages are written: a kind, then the parts in the order of the record. */
final class MessageFormat implements WireFormat<Message> {

    static final MessageFormat INSTANCE = new MessageFormat();

    static final WireFormat<VersionVector> VECTOR = WireFormat.versionVector();
    private static final WireFormat<CausalContext> CONTEXT = WireFormat.context();

    /** How events on several objects are written. */
    static final WireFormat<List<AtomicEvents.Event>> EVENTS = new WireFormat<>() {
        @Override
        public void write(List<AtomicEvents.Event> events, WireOutput out) {
            out.writeSize(events.size());
            for (AtomicEvents.Event event : events) {
                out.writeReplica(event.origin());
                out.writeCount(event.last());
                out.writeSize(event.names().size());
                event.names().forEach(out::writeValue);
            }
        }

        @Override
        public List<AtomicEvents.Event> read(WireInput in) {
            List<AtomicEvents.Event> events = new ArrayList<>();
            for (int left = in.readSize(); left > 0; left--) {
                ReplicaId origin = in.readReplica();
                long last = in.readCount();
                List<String> names = new ArrayList<>();
                for (int more = in.readSize(); more > 0; more--) {
                    names.add(readString(in));
                }
                events.add(new AtomicEvents.Event(origin, last, names));
            }
            return List.copyOf(events);
        }
    };

    private MessageFormat() {}

    @Override
    public void write(Message message, WireOutput out) {
        if (message instanceof Message.Digest digest) {
            out.writeCount(1);
            VECTOR.write(digest.version(), out);
            write(digest.fingerprint(), out);
            out.writeCount((digest.settled() ? 1 : 0) + (digest.reply() ? 2 : 0));
        } else if (message instanceof Message.Pull pull) {
            out.writeCount(2);
            VECTOR.write(pull.version(), out);
            out.writeCount(pull.scan() ? 1 : 0);
        } else if (message instanceof Message.Rows rows) {
            out.writeCount(rows.links() == null ? 3 : 11);
            write(rows.answer(), out);
            out.writeCount(rows.index());
            VECTOR.write(rows.header(), out);
            writeRows(rows.rows(), out);
            writeLinks(rows.links(), out);
        } else if (message instanceof Message.Advance advance) {
            out.writeCount(4);
            write(advance.answer(), out);
            out.writeCount(advance.total());
            VECTOR.write(advance.since(), out);
            VECTOR.write(advance.header(), out);
        } else {
            writeFurther(message, out);
        }
    }

    private static void writeFurther(Message message, WireOutput out) {
        if (message instanceof Message.Push push) {
            out.writeCount(5);
            out.writeReplica(push.origin());
            out.writeCount(push.first());
            out.writeCount(push.last() - push.first());
            out.writeCount(push.previous());
            write(push.row(), out);
        } else if (message instanceof Message.RangeDigest digest) {
            out.writeCount(6);
            write(digest.range(), out);
            VECTOR.write(digest.floor(), out);
            write(digest.fingerprint(), out);
        } else if (message instanceof Message.RangePull pull) {
            out.writeCount(7);
            write(pull.range(), out);
        } else if (message instanceof Message.RangeRows rows) {
            out.writeCount(rows.links() == null ? 8 : 12);
            write(rows.range(), out);
            VECTOR.write(rows.floor(), out);
            VECTOR.write(rows.seen(), out);
            writeRows(rows.rows(), out);
            writeLinks(rows.links(), out);
        } else if (message instanceof Message.AtomicPush push) {
            write(push, out);
        } else if (message instanceof Message.Mark mark) {
            out.writeCount(9);
            write(mark, out);
        } else {
            throw new IllegalArgumentException("no format for " + message);
        }
    }

    @Override
    public Message read(WireInput in) {
        long kind = in.readCount();
        return switch ((int) Math.min(kind, 13)) {
            case 1 -> readDigest(in);
            case 2 -> new Message.Pull(VECTOR.read(in), in.readFlag());
            case 3 -> new Message.Rows(readAnswer(in), readInt(in), VECTOR.read(in), readRows(in));
            case 4 -> new Message.Advance(readAnswer(in), readInt(in), VECTOR.read(in), VECTOR.read(in));
            case 5 -> readPush(in);
            case 6 -> new Message.RangeDigest(readRange(in), VECTOR.read(in), readFingerprint(in));
            case 7 -> new Message.RangePull(readRange(in));
            case 8 -> new Message.RangeRows(readRange(in), VECTOR.read(in), VECTOR.read(in), readRows(in));
            case 9 -> readMark(in);
            case 10 -> readAtomicPush(in);
            case 11 -> new Message.Rows(readAnswer(in), readInt(in), VECTOR.read(in), readRows(in), readLinks(in));
            case 12 ->
                new Message.RangeRows(readRange(in), VECTOR.read(in), VECTOR.read(in), readRows(in), readLinks(in));
            default -> throw WireInput.corrupt("a message of unknown kind " + kind);
        };
    }

    private static Message readDigest(WireInput in) {
        VersionVector version = VECTOR.read(in);
        Fingerprint fingerprint = readFingerprint(in);
        long flags = in.readCount();
        if (flags > 3) {
            throw WireInput.corrupt("a digest with flags " + flags);
        }
        return new Message.Digest(version, fingerprint, (flags & 1) != 0, (flags & 2) != 0);
    }

    static void write(Message.Mark mark, WireOutput out) {
        out.writeCount(mark.openings());
        out.writeCount(mark.lastEvent());
        CONTEXT.write(mark.received(), out);
        VECTOR.write(mark.floor(), out);
    }

    static Message.Mark readMark(WireInput in) {
        return new Message.Mark(readInt(in), in.readCount(), CONTEXT.read(in), VECTOR.read(in));
    }

    private static Message readPush(WireInput in) {
        var origin = in.readReplica();
        long first = in.readCount();
        long more = in.readCount();
        long previous = in.readCount();
        if (first < 1 || first + more < first || previous >= first) {
            throw WireInput.corrupt("an event from " + first + ", after " + previous);
        }
        return new Message.Push(origin, first, first + more, previous, readRow(in));
    }

    private static void write(Message.AtomicPush push, WireOutput out) {
        out.writeCount(10);
        out.writeReplica(push.origin());
        out.writeCount(push.first());
        out.writeCount(push.last() - push.first());
        out.writeSize(push.parts().size());
        for (Message.Part part : push.parts()) {
            out.writeCount(part.previous());
            out.writeCount(part.last() - push.first());
            write(part.row(), out);
        }
    }

    private static Message readAtomicPush(WireInput in) {
        ReplicaId origin = in.readReplica();
        long first = in.readCount();
        long more = in.readCount();
        if (first < 1 || first + more < first) {
            throw WireInput.corrupt("an event from " + first);
        }
        List<Message.Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int left = in.readSize(); left > 0; left--) {
            long previous = in.readCount();
            long last = in.readCount();
            Message.Row row = readRow(in);
            if (previous >= first || last > more || !names.add(row.name())) {
                throw WireInput.corrupt("an event from " + first + " that is " + last + ", after " + previous + ", on '"
                        + row.name() + "'");
            }
            parts.add(new Message.Part(previous, first + last, row));
        }
        if (parts.size() < 2) {
            throw WireInput.corrupt("an event on several objects that is on " + parts.size());
        }
        return new Message.AtomicPush(origin, first, first + more, List.copyOf(parts));
    }

    private static void writeLinks(Message.@Nullable Links links, WireOutput out) {
        if (links != null) {
            VECTOR.write(links.since(), out);
            EVENTS.write(links.events(), out);
        }
    }

    private static Message.Links readLinks(WireInput in) {
        return new Message.Links(VECTOR.read(in), EVENTS.read(in));
    }

    static int readInt(WireInput in) {
        long number = in.readCount();
        if (number > Integer.MAX_VALUE) {
            throw WireInput.corrupt("a count of " + number);
        }
        return (int) number;
    }

    private static void write(Fingerprint fingerprint, WireOutput out) {
        out.writeSigned(fingerprint.high());
        out.writeSigned(fingerprint.low());
    }

    private static Fingerprint readFingerprint(WireInput in) {
        return new Fingerprint(in.readSigned(), in.readSigned());
    }

    private static void write(Message.AnswerId answer, WireOutput out) {
        out.writeReplica(answer.sender());
        out.writeCount(answer.number());
    }

    private static Message.AnswerId readAnswer(WireInput in) {
        return new Message.AnswerId(in.readReplica(), in.readCount());
    }

    private static void write(Message.Range range, WireOutput out) {
        write(range.answer(), out);
        out.writeValue(range.low());
        out.writeValue(range.high());
        VECTOR.write(range.header(), out);
    }

    private static Message.Range readRange(WireInput in) {
        Message.AnswerId answer = readAnswer(in);
        String low = readString(in);
        String high = readString(in);
        if (!high.isEmpty() && low.compareTo(high) >= 0) {
            throw WireInput.corrupt("a range of names that ends before it begins");
        }
        return new Message.Range(answer, low, high, VECTOR.read(in));
    }

    private static void writeRows(List<Message.Row> rows, WireOutput out) {
        out.writeSize(rows.size());
        rows.forEach(row -> write(row, out));
    }

    private static List<Message.Row> readRows(WireInput in) {
        List<Message.Row> rows = new ArrayList<>();
        for (int left = in.readSize(); left > 0; left--) {
            rows.add(readRow(in));
        }
        return List.copyOf(rows);
    }

    static void write(Message.Row row, WireOutput out) {
        out.writeValue(row.name());
        out.writeValue(row.type());
        VECTOR.write(row.clock(), out);
        CONTEXT.write(row.leftOut(), out);
        out.writeBytes(row.content());
    }

    static Message.Row readRow(WireInput in) {
        String name = readString(in);
        if (name.isEmpty()) {
            throw WireInput.corrupt("an object without a name");
        }
        return new Message.Row(name, readString(in), VECTOR.read(in), CONTEXT.read(in), in.readBytes());
    }

    private static String readString(WireInput in) {
        if (in.readValue() instanceof String text) {
            return text;
        }
        throw WireInput.corrupt("no text where a name belongs");
    }
}
