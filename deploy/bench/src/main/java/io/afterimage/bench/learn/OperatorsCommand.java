package io.afterimage.bench.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.afterimage.bench.report.Figures;
import io.afterimage.bench.report.ReportOptions;
import io.afterimage.bench.report.Table;
import io.afterimage.broker.process.ChildProcess;
import io.afterimage.cli.CommandException;
import io.afterimage.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the training engine covers. */
@Command(
        name = "operators",
        mixinStandardHelpOptions = true,
        description = {
            "The ONNX operators that models can be trained with, each with the largest difference of its test: in value to ONNX"
                    + " Runtime, and in gradient to finite differences. Runs that test with Maven if it was not run yet.",
            "With --models also: which models of a folder can be trained, and why others only serve."
        })
public final class OperatorsCommand implements Callable<Integer> {
    private static final String FIGURES = "trainer-service/target/operators.json";
    private static final Duration TEST = Duration.ofMinutes(20);

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of ONNX files, with imagenet_labels.txt for those of 1000 classes.")
    private @Nullable Path models;

    @Option(names = "--again", description = "Run the test though it was run before.")
    private boolean again;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() throws InterruptedException {
        Path home = Installation.current().home();
        Path file = home.resolve(FIGURES);
        if (again || Files.notExists(file)) {
            test(home);
        }
        JsonNode operators = read(file);
        List<JsonNode> trained = models == null ? List.of() : models(models);
        List<Table> tables = new ArrayList<>(List.of(table(operators)));
        if (models != null) {
            tables.add(ModelsTable.of(trained));
        }
        report.report(
                new Figures()
                        .put("operators", operators.size())
                        .put("largest_difference_in_value", largest(operators, "value"))
                        .put("largest_difference_in_gradient", largest(operators, "gradient"))
                        .put("by_operator", operators)
                        .put("models", trained)
                        .values(),
                tables.toArray(Table[]::new));
        return 0;
    }

    private void test(Path home) throws InterruptedException {
        report.note("Running the test of the operators");
        List<String> maven = List.of(
                "mvn",
                "-B",
                "-q",
                "-f",
                home.resolve("pom.xml").toString(),
                "test",
                "-pl",
                "trainer-service",
                "-am",
                "-Dquick",
                "-Dtest=OperatorsTest",
                "-Dsurefire.failIfNoSpecifiedTests=false");
        try {
            ChildProcess process = ChildProcess.start(maven, Map.of(), home.resolve("target/bench-operators.log"));
            try {
                if (!process.await(TEST) || process.exitCode().orElse(-1) != 0) {
                    throw new CommandException("The test of the operators failed; see " + process.log());
                }
            } finally {
                process.kill();
            }
        } catch (IOException e) {
            throw new CommandException("Maven cannot be started: " + e.getMessage());
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new CommandException("The test's figures cannot be read: " + e.getMessage());
        }
    }

    private List<JsonNode> models(Path folder) throws InterruptedException {
        try (Workplace place = Workplace.of(report.folder(), "operators")) {
            return TrainerChild.run(
                    ModelsMain.class, List.of(folder.toAbsolutePath().toString()), place.path("models.log"));
        }
    }

    private static Table table(JsonNode operators) {
        Table table = new Table("operator", "value", "gradient");
        operators
                .fields()
                .forEachRemaining(operator -> table.row(
                        operator.getKey(),
                        text(operator.getValue().path("value")),
                        text(operator.getValue().path("gradient"))));
        return table;
    }

    /** As JSON, which no rounding to a few digits after the point makes a nought. */
    private static JsonNode largest(JsonNode operators, String column) {
        double largest = 0;
        for (JsonNode operator : operators) {
            largest = Math.max(largest, operator.path(column).asDouble());
        }
        return DoubleNode.valueOf(largest);
    }

    private static String text(JsonNode difference) {
        return difference.isNumber() ? String.format(Locale.ROOT, "%.1e", difference.asDouble()) : "-";
    }
}
