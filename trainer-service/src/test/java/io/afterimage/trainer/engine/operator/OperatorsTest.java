package io.afterimage.trainer.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.trainer.engine.Interpreter;
import io.afterimage.trainer.engine.Parameters;
import io.afterimage.trainer.engine.Reference;
import io.afterimage.trainer.engine.Reference.Values;
import io.afterimage.trainer.engine.graph.Graph;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator against ONNX Runtime, and its gradients against finite differences. Prints the largest differences. */
class OperatorsTest {
    private static final Map<String, double[]> LARGEST = new TreeMap<>();
    private static final double NO_GRADIENT = -1;
    private static final double STEP = 1e-5;

    static Stream<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void agreesWithOnnxRuntime(Scenario scenario) throws Exception {
        Values expected = Reference.run(scenario.model(), scenario.inputs());
        try (PointerScope scope = new PointerScope();
                Run run = new Run(scenario)) {
            Tensor actual = run.output(run.inputs(ScalarType.Float));
            assertThat(actual.shape()).isEqualTo(expected.shape());
            double worst = difference(Tensors.floats(actual), expected.values());
            note(scenario, 0, worst);
            assertThat(worst).isLessThan(1e-5);
        }
    }

    static Stream<Scenario> smoothScenarios() {
        return Scenarios.all().filter(Scenario::hasGradient);
    }

    @ParameterizedTest
    @MethodSource("smoothScenarios")
    void itsGradientsAreThoseOfFiniteDifferences(Scenario scenario) throws Exception {
        Random random = new Random(11);
        try (PointerScope scope = new PointerScope();
                Run run = new Run(scenario)) {
            Map<String, Tensor> inputs = run.inputs(ScalarType.Double);
            List<Tensor> learning = inputs.entrySet().stream()
                    .filter(input -> scenario.learns(input.getKey()))
                    .map(input -> input.getValue().set_requires_grad(true))
                    .toList();
            Tensor output = run.output(inputs);
            double[] weights = random.doubles(output.numel(), -1, 1).toArray();
            weighted(output, weights).backward();
            for (Tensor input : learning) {
                double[] gradients = doubles(input.grad());
                for (int place : places(gradients, random)) {
                    double expected = slope(run, inputs, input, place, weights);
                    double difference = Math.abs(gradients[place] - expected) / Math.max(1, Math.abs(expected));
                    note(scenario, 1, difference);
                    assertThat(difference).isLessThan(1e-6);
                }
            }
        }
    }

    /** Some at random, and the one of the largest gradient: nearly all of a pooled input have none. */
    private static int[] places(double[] gradients, Random random) {
        int steepest = IntStream.range(0, gradients.length)
                .reduce((one, other) -> Math.abs(gradients[other]) > Math.abs(gradients[one]) ? other : one)
                .orElseThrow();
        return IntStream.concat(random.ints(6, 0, gradients.length), IntStream.of(steepest))
                .toArray();
    }

    @Test
    void everyOperatorHasAScenario() {
        TreeSet<String> tried = Scenarios.all().map(Scenario::operator).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried).containsAll(Operators.names());
    }

    /** Also for {@code afterimage bench operators}. */
    @AfterAll
    static void print() throws IOException {
        Map<String, Map<String, Double>> figures = new TreeMap<>();
        LARGEST.forEach((operator, worst) -> figures.put(
                operator, worst[1] < 0 ? Map.of("value", worst[0]) : Map.of("value", worst[0], "gradient", worst[1])));
        new JsonMapper().writeValue(new File("target/operators.json"), figures);
        System.out.printf("%-22s %10s %10s%n", "operator", "value", "gradient");
        LARGEST.forEach((operator, worst) -> System.out.printf(
                "%-22s %10.1e %10s%n", operator, worst[0], worst[1] < 0 ? "-" : String.format("%.1e", worst[1])));
    }

    private static void note(Scenario scenario, int column, double difference) {
        double[] worst = LARGEST.computeIfAbsent(scenario.operator(), name -> new double[] {0, NO_GRADIENT});
        worst[column] = Math.max(worst[column], difference);
    }

    /** Relative to the largest value, but not below 1. */
    private static double difference(float[] actual, float[] expected) {
        double scale = 1;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
        }
        return worst / scale;
    }

    private static double slope(Run run, Map<String, Tensor> inputs, Tensor input, int place, double[] weights) {
        DoublePointer values = input.data_ptr_double();
        double value = values.get(place);
        values.put(place, value + STEP);
        double above = weighted(run.output(inputs), weights).item_double();
        values.put(place, value - STEP);
        double below = weighted(run.output(inputs), weights).item_double();
        values.put(place, value);
        return (above - below) / (2 * STEP);
    }

    private static Tensor weighted(Tensor output, double[] weights) {
        return output.reshape(-1).mul(Tensor.create(weights, weights.length)).sum();
    }

    private static double[] doubles(Tensor tensor) {
        DoublePointer pointer = tensor.contiguous().data_ptr_double();
        double[] values = new double[(int) tensor.numel()];
        pointer.get(values);
        return values;
    }

    /** A scenario's graph, ready to run. */
    private static final class Run implements AutoCloseable {
        private final Scenario scenario;
        private final Interpreter interpreter;
        private final Parameters parameters;

        Run(Scenario scenario) throws Exception {
            this.scenario = scenario;
            Graph graph = Graph.of(scenario.model());
            interpreter = new Interpreter(graph);
            parameters = Parameters.of(graph);
        }

        Map<String, Tensor> inputs(ScalarType type) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            scenario.inputs()
                    .forEach((name, input) -> inputs.put(
                            name, Tensors.of(input.values(), input.shape()).to(type)));
            return inputs;
        }

        Tensor output(Map<String, Tensor> inputs) {
            List<Tensor> outputs = new ArrayList<>(
                    interpreter.run(new HashMap<>(inputs), parameters, false).values());
            return outputs.get(0);
        }

        @Override
        public void close() {
            parameters.close();
        }
    }
}
