// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Does for one site what it is told, a line a request: a command and its fields with tabs between them. The answer is a line too:
 * {@code done} with the results, or {@code failed} with the reason.
 */
public final class SiteServer implements AutoCloseable {

    static final String DONE = "done";
    static final String FAILED = "failed";

    /* Stands between the fields of one event; it is in no event, for the readers of the input refuse control characters. */
    static final String UNIT_SEPARATOR = "\u001f";

    private final Site site;
    private final SiteLink link;
    private final Path directory;

    /**
     * Serves a site.
     *
     * @param site with an empty replica
     * @param directory where its results go
     */
    public SiteServer(Site site, Path directory) {
        this.site = site;
        this.directory = directory;
        link = new SiteLink(site.replica());
    }

    /**
     * The process of a site: serves its standard input until that ends.
     *
     * @param arguments the name of the site, and the directory of its files
     * @param opener opens a site of a name
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments, Function<String, Site> opener) throws IOException {
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        try (SiteServer server = new SiteServer(opener.apply(arguments[0]), Path.of(arguments[1]))) {
            server.serve(requests, answers);
        }
    }

    /** Answers until the requests end. */
    private void serve(BufferedReader requests, Writer answers) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.write(answer(line));
            answers.write('\n');
            answers.flush();
        }
    }

    /**
     * Answers one request.
     *
     * @param line the request
     * @return the answer
     */
    public String answer(String line) {
        List<String> words = List.of(line.split("\t", -1));
        List<String> answer = new ArrayList<>();
        try {
            answer.add(DONE);
            answer.addAll(handle(words.get(0), words.subList(1, words.size())));
        } catch (IOException | RuntimeException e) {
            answer = List.of(FAILED, e.toString().replaceAll("\\p{Cntrl}+", " "));
        }
        return String.join("\t", answer);
    }

    private List<String> handle(String command, List<String> fields) throws IOException {
        switch (command) {
            case "start" -> {
                return List.of(link.start(fields.get(0), fields.subList(1, fields.size())));
            }
            case "events" -> fields.forEach(event -> site.accept(List.of(event.split(UNIT_SEPARATOR, -1))));
            case "status" -> {
                return List.of(site.replica().version().toString(), Long.toString(link.bytesSent()));
            }
            case "cut" -> link.cut(fields);
            case "heal" -> link.heal();
            case "write" -> site.write(directory);
            default -> {
                return site.answer(command, fields);
            }
        }
        return List.of();
    }

    @Override
    public void close() {
        link.close();
        site.close();
    }
}
