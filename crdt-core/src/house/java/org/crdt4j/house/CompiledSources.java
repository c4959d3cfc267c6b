// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Small classes written in a test, compiled on the spot: they break a rule in the very package that the rule guards. */
public final class CompiledSources {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Shared, for it keeps the class path's jars open. */
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private CompiledSources() {}

    /**
     * Says what a rule finds in sources.
     *
     * @param directory where the class files go
     * @param rule the rule to ask
     * @param sources one top-level type each, its package line first
     * @return the violations, none if the rule is content
     */
    public static List<String> violations(Path directory, ArchRule rule, String... sources) {
        EvaluationResult result = rule.evaluate(compile(directory, sources));
        return result.getFailureReport().getDetails();
    }

    private static JavaClasses compile(Path directory, String... sources) {
        List<String> options =
                List.of("-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        List<JavaFileObject> files = Arrays.stream(sources).map(Source::of).toList();
        StringWriter messages = new StringWriter();
        if (!COMPILER.getTask(messages, FILES, null, options, null, files).call()) {
            throw new IllegalArgumentException("the sources of the test do not compile:\n" + messages);
        }
        return new ClassFileImporter().importPath(directory);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(URI name, String text) {
            super(name, Kind.SOURCE);
            this.text = text;
        }

        static JavaFileObject of(String text) {
            String name = first(PACKAGE, text).replace('.', '/') + "/" + first(TYPE, text);
            return new Source(URI.create("string:///" + name + Kind.SOURCE.extension), text);
        }

        private static String first(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no " + pattern + " in: " + text);
            }
            return matcher.group(1);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
