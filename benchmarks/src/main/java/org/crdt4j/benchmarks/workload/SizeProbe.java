// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.report.Results;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.subject.WireSubject;
import org.openjdk.jol.info.GraphLayout;

/** W7's bytes and W8: sizes, which are exact and need no JMH. */
public final class SizeProbe {

    private static final int HEAP_SIZE = 100_000;

    private final JsonArray entries = new JsonArray();

    private SizeProbe() {}

    /** Argument: the file to write. */
    public static void main(String[] arguments) throws IOException {
        SizeProbe probe = new SizeProbe();
        for (WireFormat format : WireFormat.values()) {
            if (format.takesPart(Measure.WIRE_BYTES, W7Wire.SIZE)) {
                probe.wire(format);
            }
        }
        for (Contender contender : Contender.values()) {
            probe.heap(contender);
        }
        Files.writeString(
                Path.of(arguments[0]),
                new GsonBuilder().setPrettyPrinting().create().toJson(probe.entries));
        /* Atomix leaves timers behind that would keep the virtual machine alive */
        System.exit(0);
    }

    private void wire(WireFormat format) throws IOException {
        try (WireSubject wire = format.wire(Elements.base(W7Wire.SIZE))) {
            byte[] bytes = wire.encode();
            entries.add(Results.entry(Measure.WIRE_BYTES, W7Wire.SIZE, format.name(), bytes.length));
            if (format.compresses()) {
                String who = format == WireFormat.COMPRESSED ? WireFormat.OURS.name() : format.name();
                entries.add(Results.entry(Measure.WIRE_BYTES_COMPRESSED, W7Wire.SIZE, who, bytes.length));
            }
            entries.add(Results.entry(Measure.WIRE_BYTES_GZIP, W7Wire.SIZE, format.name(), gzipped(bytes)));
        }
    }

    private static int gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.size();
    }

    private void heap(Contender contender) {
        String[] elements = Elements.base(HEAP_SIZE);
        if (contender.takesPart(Measure.SET_HEAP, HEAP_SIZE)) {
            SetSubject set = contender.library().filledSet(elements);
            add(Measure.SET_HEAP, contender, beyond(set.retained(), (Object[]) elements));
            set.release();
        }
        if (contender.takesPart(Measure.MAP_HEAP, HEAP_SIZE)) {
            MapSubject map = contender.library().filledMap(elements, MapScenario.FIRST);
            Object[] keysAndValue = Arrays.copyOf(elements, HEAP_SIZE + 1, Object[].class);
            keysAndValue[HEAP_SIZE] = MapScenario.FIRST;
            add(Measure.MAP_HEAP, contender, beyond(map.retained(), keysAndValue));
            map.release();
        }
    }

    private void add(Measure measure, Contender contender, long bytes) {
        entries.add(Results.entry(measure, HEAP_SIZE, contender.name(), bytes));
    }

    /** Bytes reachable from the root and not from the payload. */
    private static long beyond(Object root, Object[] payload) {
        return GraphLayout.parseInstance(root).totalSize()
                - GraphLayout.parseInstance(payload).totalSize();
    }
}
