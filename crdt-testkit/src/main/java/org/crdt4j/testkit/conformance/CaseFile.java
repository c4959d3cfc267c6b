// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of conformance cases, format {@code crdt-conformance/1}. */
public final class CaseFile {

    private static final String FORMAT = "crdt-conformance/1";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private CaseFile() {}

    /**
     * Reads the cases of a file.
     *
     * @param file the file
     * @return its cases, in their order
     * @throws MalformedFileException if it cannot be read, is no JSON, or not of the format; steps are checked when a case is run
     */
    public static List<ConformanceCase> read(Path file) throws MalformedFileException {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new MalformedFileException(file + " cannot be read: " + e, e);
        }
    }

    static List<ConformanceCase> parse(String name, byte[] content) throws MalformedFileException {
        try {
            return cases(Values.plain(JSON.readValue(content, Object.class)));
        } catch (MalformedCaseException e) {
            throw new MalformedFileException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MalformedFileException(name + " is no JSON: " + e.getMessage(), e);
        }
    }

    private static List<ConformanceCase> cases(Object root) {
        Fields fields = new Fields("the file", root);
        if (!fields.text("format").equals(FORMAT)) {
            throw new MalformedCaseException("format is " + fields.text("format") + ", not " + FORMAT);
        }
        List<ConformanceCase> cases = new ArrayList<>();
        for (Object element : fields.list("cases")) {
            cases.add(toCase(new Fields("case " + (cases.size() + 1), element)));
        }
        return cases;
    }

    private static ConformanceCase toCase(Fields fields) {
        List<String> replicas = fields.texts("replicas");
        if (new HashSet<>(replicas).size() != replicas.size()) {
            throw new MalformedCaseException("case " + fields.text("id") + " names a replica twice: " + replicas);
        }
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Object step : fields.list("steps")) {
            steps.add(new Fields("step " + (steps.size() + 1) + " of case " + fields.text("id"), step).asMap());
        }
        return new ConformanceCase(
                fields.text("id"),
                fields.text("type"),
                replicas,
                fields.has("tags") ? Set.copyOf(fields.texts("tags")) : Set.of(),
                steps,
                fields.has("properties") ? fields.entries("properties") : null);
    }
}
