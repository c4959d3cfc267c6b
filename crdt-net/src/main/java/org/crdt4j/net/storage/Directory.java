// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files of a storage. Of each generation there is a snapshot and a journal; only the latest counts. */
final class Directory {

    private static final Pattern NAME = Pattern.compile("(snapshot|journal)-([0-9]{19})");
    private static final String UNNAMED = "snapshot-unfinished";

    private final Path path;

    Directory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path snapshot(long generation) {
        return path.resolve(String.format(Locale.ROOT, "snapshot-%019d", generation));
    }

    Path journal(long generation) {
        return path.resolve(String.format(Locale.ROOT, "journal-%019d", generation));
    }

    /** A snapshot that is being written. */
    Path unnamedSnapshot() {
        return path.resolve(UNNAMED);
    }

    /** The generation of the latest snapshot, 0 if there is none. */
    long latestSnapshot() throws IOException {
        long latest = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).equals("snapshot")) {
                    latest = Math.max(latest, Long.parseLong(name.group(2)));
                }
            }
        }
        return latest;
    }

    /** Deletes what another generation left, or was being made for the next. */
    void deleteOthers(long generation) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String text = file.getFileName().toString();
                Matcher name = NAME.matcher(text);
                if (text.equals(UNNAMED) || (name.matches() && Long.parseLong(name.group(2)) != generation)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
