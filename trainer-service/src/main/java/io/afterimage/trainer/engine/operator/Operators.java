package io.afterimage.trainer.engine.operator;

import io.afterimage.trainer.engine.graph.Node;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.graph.UntrainableModelException.Reason;
import io.afterimage.trainer.engine.operator.Operator.Family;
import io.afterimage.trainer.engine.operator.Operator.Single;
import io.afterimage.trainer.engine.operator.Operator.SingleFamily;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** All operators that can be trained through, by their ONNX names. What they mean: the ONNX operator specification. */
public final class Operators {
    private static final Map<String, Family> TABLE = new TreeMap<>();

    static {
        Libtorch.load();
        // element by element
        unary("Abs", torch::abs);
        variadic("Add", torch::add);
        unary("Ceil", torch::ceil);
        single("Clip", Elementwise::clip);
        variadic("Div", Elementwise::quotient);
        single("Elu", Elementwise::elu);
        variadic("Equal", torch::eq);
        unary("Erf", torch::erf);
        unary("Exp", torch::exp);
        unary("Floor", torch::floor);
        single("Gelu", Elementwise::gelu);
        single("HardSigmoid", Elementwise::hardSigmoid);
        unary("HardSwish", torch::hardswish);
        unary("Identity", x -> x);
        single("LeakyRelu", Elementwise::leakyRelu);
        unary("Log", torch::log);
        variadic("Max", torch::maximum);
        single("Mean", Elementwise::mean);
        variadic("Min", torch::minimum);
        unary("Mish", torch::mish);
        variadic("Mul", torch::mul);
        unary("Neg", torch::neg);
        variadic("PRelu", Elementwise::prelu);
        variadic("Pow", Elementwise::power);
        unary("Reciprocal", torch::reciprocal);
        unary("Relu", torch::relu);
        unary("Sigmoid", torch::sigmoid);
        unary("Softplus", torch::softplus);
        unary("Sqrt", torch::sqrt);
        variadic("Sub", torch::sub);
        variadic("Sum", torch::add);
        unary("Tanh", torch::tanh);
        // layers
        single("AveragePool", Pooling::average);
        single("BatchNormalization", Normalization::batch);
        single("Conv", Convolution::of);
        single("Gemm", Products::gemm);
        unary("GlobalAveragePool", Pooling::globalAverage);
        unary("GlobalMaxPool", Pooling::globalMax);
        single("InstanceNormalization", Normalization::instance);
        single("LRN", Normalization::localResponse);
        single("LayerNormalization", Normalization::layer);
        single("LogSoftmax", Normalization::logSoftmax);
        variadic("MatMul", torch::matmul);
        single("MaxPool", Pooling::max);
        single("Softmax", Normalization::softmax);
        // reductions
        single("ReduceL1", Reductions.absoluteSum());
        single("ReduceL2", Reductions.norm());
        single("ReduceLogSumExp", Reductions.logSumExp());
        single("ReduceMax", Reductions.max());
        single("ReduceMean", Reductions.mean());
        single("ReduceMin", Reductions.min());
        single("ReduceProd", Reductions.product());
        single("ReduceSum", Reductions.sum());
        single("ReduceSumSquare", Reductions.sumOfSquares());
        // shapes
        single("Concat", Pieces::concat);
        single("DepthToSpace", Shapes::depthToSpace);
        single("Expand", Shapes::expand);
        single("Flatten", Shapes::flatten);
        single("Gather", Pieces::gather);
        single("Pad", Pieces::pad);
        single("Reshape", Shapes::reshape);
        single("Resize", Resizing::of);
        single("Shape", Shapes::shape);
        unary("Size", Shapes::size);
        single("Slice", Pieces::slice);
        TABLE.put("Split", Pieces::split);
        single("Squeeze", Shapes::squeeze);
        single("Transpose", Shapes::transpose);
        single("Unsqueeze", Shapes::unsqueeze);
        // values
        single("Cast", Values::cast);
        single("Dropout", Values::dropout);
        single("Where", Values::where);
    }

    private Operators() {}

    /** The names, in alphabetical order. Constant is covered as well: it becomes an initializer where a graph is read. */
    public static List<String> names() {
        return List.copyOf(TABLE.keySet());
    }

    /**
     * Reads a node.
     *
     * @throws UntrainableModelException naming the operator, or what of its form is not covered
     */
    public static Operator of(Node node) throws UntrainableModelException {
        Family family = TABLE.get(node.operator());
        if (family == null) {
            throw new UntrainableModelException(
                    Reason.OPERATOR_NOT_COVERED,
                    "operator " + node + " is not covered by training; the model can only serve");
        }
        return family.of(node);
    }

    /**
     * Reads a batch normalisation whose statistics follow the batches while it is trained.
     *
     * @throws UntrainableModelException naming what of its form is not covered
     */
    public static Operator following(Node node) throws UntrainableModelException {
        Single operator = Normalization.following(node);
        return in -> List.of(operator.apply(in));
    }

    private static void unary(String name, UnaryOperator<Tensor> function) {
        single(name, Elementwise.unary(function));
    }

    private static void variadic(String name, BinaryOperator<Tensor> function) {
        single(name, Elementwise.variadic(function));
    }

    private static void single(String name, SingleFamily family) {
        TABLE.put(name, node -> {
            for (int i = 1; i < node.outputs().size(); i++) {
                if (!node.outputs().get(i).isEmpty()) {
                    throw node.refusal("a second output that is used");
                }
            }
            Single operator = family.of(node);
            return in -> List.of(operator.apply(in));
        });
    }
}
