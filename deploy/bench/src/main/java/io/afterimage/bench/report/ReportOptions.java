package io.afterimage.bench.report;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.output.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the figures go: to the terminal, as one JSON object on the last line, into files. */
public final class ReportOptions {
    private static final String RESULTS = "deploy/bench/results";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--out",
            arity = "0..1",
            fallbackValue = RESULTS,
            paramLabel = "DIR",
            description = "Also write the table and the JSON into a folder (default, without a name: " + RESULTS
                    + " below the working folder), with the machine, the versions, the date and the command.")
    private @Nullable Path out;

    /** The folder for figures; empty where none are kept. */
    public Optional<Path> folder() {
        return Optional.ofNullable(out);
    }

    /** Says how far it is. */
    public void note(String text) {
        output.note(text);
    }

    /** Prints one of many results, as soon as it is there. */
    public void line(Map<String, ?> result, String text) {
        if (output.json()) {
            output.result(result, text);
        } else {
            note(text);
        }
    }

    /** After the lines of all results: prints what they come to for people and, where asked, writes it. */
    public void summarise(Map<String, ?> figures, Table table) {
        write(figures, table.text());
        output.summary(table.text());
    }

    /** Prints the figures and, where asked, writes them. */
    public void report(Map<String, ?> figures, Table... tables) {
        String text =
                String.join("\n\n", List.of(tables).stream().map(Table::text).toList());
        write(figures, text);
        if (output.json()) {
            note(text);
        }
        output.result(figures, text);
    }

    private void write(Map<String, ?> figures, String text) {
        if (out == null) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String name = command.name() + "-" + now.toString().replace(":", "");
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("date", now.toString());
        whole.put("command", call());
        whole.put("machine", Machine.facts());
        whole.put("figures", figures);
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve(name + ".json"), Output.write(whole) + "\n");
            Files.writeString(out.resolve(name + ".md"), markdown(now, text));
        } catch (IOException e) {
            throw new CommandException("--out: " + e.getMessage());
        }
        note("Written: " + out.resolve(name) + ".md and .json");
    }

    private String call() {
        return "deploy/afterimage "
                + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
    }

    private String markdown(Instant now, String text) {
        StringBuilder page =
                new StringBuilder("# " + command.qualifiedName() + ", " + now + "\n\n    " + call() + "\n\n");
        Machine.facts().forEach((name, value) -> page.append("- ")
                .append(name)
                .append(": ")
                .append(value)
                .append('\n'));
        return page + "\n" + text + "\n";
    }
}
