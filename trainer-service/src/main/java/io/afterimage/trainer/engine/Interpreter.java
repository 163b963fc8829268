package io.afterimage.trainer.engine;

import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Arguments;
import io.afterimage.trainer.engine.operator.Operator;
import io.afterimage.trainer.engine.operator.Operators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Runs a graph on libtorch tensors, through which gradients flow. Holds no memory; for one thread at a time. */
public final class Interpreter {
    private final Graph graph;
    private final List<Step> steps = new ArrayList<>();

    /**
     * One operator, and the tensors that nothing needs after it.
     */
    private record Step(Node node, Operator operator, List<String> dead) {}

    /**
     * Reads a whole graph.
     *
     * @throws UntrainableModelException naming the first operator that is not covered; nothing has run then
     */
    public Interpreter(Graph graph) throws UntrainableModelException {
        this(graph, Set.of());
    }

    /**
     * The same, of a graph of which statistics are learned.
     *
     * @param following means of batch normalisations that follow the batches in training; all others stay
     */
    public Interpreter(Graph graph, Set<String> following) throws UntrainableModelException {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            boolean follows = node.operator().equals("BatchNormalization") && following.contains(node.input(3));
            steps.add(new Step(node, follows ? Operators.following(node) : Operators.of(node), new ArrayList<>()));
        }
        Set<String> needed = new HashSet<>(graph.outputs());
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            step.node.outputs().stream().filter(needed::add).forEach(step.dead::add);
            step.node.inputs().stream().filter(needed::add).forEach(step.dead::add);
        }
    }

    public Graph graph() {
        return graph;
    }

    /**
     * Computes the graph's outputs. They belong to the innermost {@code PointerScope}, which the caller must have opened.
     *
     * @param inputs by the names of the graph's inputs; they stay the caller's
     * @param parameters of the graph
     * @param training whether dropout drops, and statistics follow
     * @throws OperatorFailedException if libtorch refuses an operator
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Parameters parameters, boolean training) {
        PointerScope owner = PointerScope.getInnerScope();
        if (owner == null) {
            throw new IllegalStateException("Without a PointerScope nothing would ever free what is computed");
        }
        try (Values values = new Values(parameters.all())) {
            inputs.forEach((name, tensor) -> values.known.put(name, Parameters.laidOut(tensor)));
            for (Step step : steps) {
                values.run(step, training);
            }
            Map<String, Tensor> outputs = new HashMap<>();
            graph.outputs().forEach(name -> outputs.put(name, values.handedOver(name, owner)));
            return outputs;
        }
    }

    /** The tensors of one run. What operators make beside their outputs ends with each step. */
    private static final class Values implements AutoCloseable {
        private final Map<String, Tensor> known;
        private final Map<String, Tensor> owned = new HashMap<>();

        Values(Map<String, Tensor> constants) {
            known = new HashMap<>(constants);
        }

        void run(Step step, boolean training) {
            List<Tensor> outputs;
            try (PointerScope scope = new PointerScope()) {
                outputs = step.operator.apply(new Arguments(inputs(step.node), training));
                outputs.forEach(Tensor::retainReference);
            } catch (RuntimeException e) {
                throw new OperatorFailedException(step.node, e);
            }
            for (int i = 0; i < outputs.size(); i++) {
                String name = step.node.outputs().get(i);
                known.put(name, outputs.get(i));
                Tensor before = owned.put(name, outputs.get(i));
                if (before != null) {
                    before.releaseReference();
                }
            }
            step.dead.forEach(this::release);
        }

        private List<@Nullable Tensor> inputs(Node node) {
            List<@Nullable Tensor> inputs = new ArrayList<>();
            for (String name : node.inputs()) {
                inputs.add(name.isEmpty() ? null : known.get(name));
            }
            return inputs;
        }

        private void release(String name) {
            Tensor tensor = owned.remove(name);
            if (tensor != null) {
                tensor.releaseReference();
            }
        }

        Tensor handedOver(String name, PointerScope owner) {
            Tensor tensor = known.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("Nothing gives '" + name + "'");
            }
            if (owned.containsKey(name)) {
                owner.attach(tensor);
            }
            return tensor;
        }

        @Override
        public void close() {
            owned.values().forEach(Tensor::releaseReference);
        }
    }
}
