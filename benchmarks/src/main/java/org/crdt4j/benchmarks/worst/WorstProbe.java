// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.benchmarks.ours.OurSetWire;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.openjdk.jol.info.GraphLayout;

/** Bytes and heap of the worst cases beside the benign ones. Exact, and needs no JMH. */
public final class WorstProbe {

    private static final int SAME = 1_000;

    private final JsonArray entries = new JsonArray();
    private final int size;

    private WorstProbe(int size) {
        this.size = size;
    }

    /** Arguments: the file to write, elements of the large sets. */
    public static void main(String[] arguments) throws IOException {
        WorstProbe probe = new WorstProbe(Integer.parseInt(arguments[1]));
        for (Shape shape : List.of(Shape.OURS, Shape.BENIGN)) {
            probe.count(shape);
        }
        Files.writeString(Path.of(arguments[0]), new Gson().toJson(probe.entries));
    }

    private void count(Shape shape) {
        bytes(
                Measure.INTERLEAVED_BYTES,
                size,
                shape,
                InterleavedWriters.set(shape, size).state());
        removed(shape);
        String[] few = Elements.base(AddedAgain.ELEMENTS);
        SetSubject again = AddedAgain.set(shape, few);
        bytes(Measure.AGAIN_BYTES, 0, shape, again.state());
        heap(Measure.AGAIN_HEAP, 0, shape, again, few);
        offline(shape);
        String[] same = Elements.base(SAME);
        SetSubject hundred = SameElements.side(shape, same, 0);
        hundred.join(SameElements.side(shape, same, SameElements.REPLICAS / 2).state());
        bytes(Measure.SAME_BYTES, SAME, shape, hundred.state());
        heap(Measure.SAME_HEAP, SAME, shape, hundred, same);
        String[] gappy = Elements.base(size);
        SetSubject reader = GappyContext.reader(shape, Sets.ours(1), gappy);
        bytes(Measure.GAPS_BYTES, size / 2, shape, reader.state());
        heap(Measure.GAPS_HEAP, size / 2, shape, reader, gappy);
    }

    /* benign: a set that only ever held what is left */
    private void removed(Shape shape) {
        String[] elements = Elements.base(size);
        SetSubject set = Sets.ours(0);
        for (int i = 0; i < size; i++) {
            if (shape == Shape.OURS || i % 2 == 1) {
                set.add(elements[i]);
            }
        }
        for (int i = 0; shape == Shape.OURS && i < size; i += 2) {
            set.remove(elements[i]);
        }
        bytes(Measure.REMOVED_BYTES, size, shape, set.state());
        heap(Measure.REMOVED_HEAP, size, shape, set, elements);
    }

    private void offline(Shape shape) {
        LongOffline.Sides sides = new LongOffline.Sides();
        sides.shape = shape;
        sides.size = size;
        sides.build();
        bytes(Measure.OFFLINE_BYTES, size, shape, sides.missing);
    }

    private void bytes(Measure measure, int at, Shape shape, Object state) {
        entries.add(Results.entry(measure, at, shape.name(), new OurSetWire(state).encode().length));
    }

    /** What the set takes beside those of the elements that it holds. */
    private void heap(Measure measure, int at, Shape shape, SetSubject set, String[] elements) {
        Object[] held = Arrays.stream(elements).filter(set::contains).toArray();
        long bytes = GraphLayout.parseInstance(set.retained()).totalSize()
                - GraphLayout.parseInstance(held).totalSize();
        entries.add(Results.entry(measure, at, shape.name(), bytes));
    }
}
