package io.afterimage.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.model.ModelRejectedException.Reason;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads an ONNX file (its IR specification, <a href="https://onnx.ai/onnx/repo-docs/IR.html">IR.html</a>) that a stranger
 * may have made: before a runtime sees it, it has one flat graph of operators on a list, with all data inside the file.
 */
public final class OnnxFile {
    /** Most bytes of a model file: 1 GiB. */
    public static final long LARGEST = 1L << 30;

    static final int OLDEST_OPSET = 7;
    private static final int MOST_NODES = 50_000;
    private static final String DEFAULT_DOMAIN = "ai.onnx";

    /**
     * What classifiers of images use. Left out: control flow, random numbers and text. Some make a large tensor out of a
     * small one (ConstantOfShape, Expand, OneHot, Range, Resize, Tile): {@link MemoryGuard} bounds each.
     */
    private static final Set<String> OPERATORS = Set.of((
            // element by element
            "Abs Add And Cast Ceil Celu Clip Cos Div Elu Equal Erf Exp Floor Gelu Greater GreaterOrEqual HardSigmoid"
                    + " HardSwish Identity LeakyRelu Less LessOrEqual Log Max Mean Min Mish Mod Mul Neg Not Or PRelu"
                    + " Pow Reciprocal Relu Round Selu Sigmoid Sign Sin Softplus Softsign Sqrt Sub Sum Swish"
                    + " Tanh ThresholdedRelu Where"
                    // layers
                    + " AveragePool BatchNormalization Conv ConvInteger ConvTranspose Dropout Einsum Gemm"
                    + " GlobalAveragePool GlobalLpPool GlobalMaxPool GroupNormalization InstanceNormalization"
                    + " LRN LayerNormalization LogSoftmax LpNormalization LpPool MatMul MatMulInteger MaxPool"
                    + " MeanVarianceNormalization RMSNormalization Softmax"
                    // reductions
                    + " ArgMax ArgMin ReduceL1 ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd"
                    + " ReduceSum ReduceSumSquare TopK"
                    // shapes
                    + " Concat Constant ConstantOfShape DepthToSpace Expand Flatten Gather GatherElements GatherND OneHot Pad"
                    + " Range Reshape Resize Shape Size Slice SpaceToDepth Split Squeeze Tile Transpose Unsqueeze Upsample"
                    // quantised
                    + " DequantizeLinear DynamicQuantizeLinear QLinearConv QLinearMatMul QuantizeLinear")
            .split(" ", -1));

    private OnnxFile() {}

    /**
     * Parses and checks. The result refers to the bytes given, which must not change afterwards.
     *
     * @param file a whole .onnx file
     */
    public static ModelProto parse(byte[] file) throws ModelRejectedException {
        checkSize(file.length);
        return checked(UnsafeByteOperations.unsafeWrap(file));
    }

    /**
     * Parses and checks as {@link #parse(byte[])} does, without taking the weights into memory: the result refers to the
     * file, which must not change for as long as that is used.
     *
     * @throws IOException if the file cannot be read
     */
    public static ModelProto parse(Path file) throws ModelRejectedException, IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            checkSize(channel.size());
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            return checked(UnsafeByteOperations.unsafeWrap(mapped));
        }
    }

    private static void checkSize(long bytes) throws ModelRejectedException {
        if (bytes > LARGEST) {
            throw new ModelRejectedException(
                    Reason.TOO_LARGE, "the file has " + bytes + " bytes; at most " + LARGEST + " are allowed");
        }
    }

    private static ModelProto checked(ByteString file) throws ModelRejectedException {
        ModelProto model = read(file);
        if (model.getIrVersion() <= 0 || model.getGraph().getNodeCount() == 0) {
            throw notOnnx("it has no graph");
        }
        if (model.getGraph().getNodeCount() > MOST_NODES) {
            throw new ModelRejectedException(
                    Reason.TOO_LARGE,
                    "the graph has more than " + MOST_NODES + " operators, the most that are allowed");
        }
        check(model);
        return model;
    }

    private static ModelProto read(ByteString file) throws ModelRejectedException {
        CodedInputStream in = file.newCodedInput();
        in.enableAliasing(true);
        try {
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw notOnnx("it cannot be parsed, so it is cut off or something else");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }

    private static ModelRejectedException notOnnx(String why) {
        return new ModelRejectedException(
                Reason.NOT_ONNX, "the file is no ONNX model: " + why + "; give a whole .onnx file");
    }

    private static void check(ModelProto model) throws ModelRejectedException {
        if (model.getFunctionsCount() > 0) {
            throw unsupported(
                    "a function of the model's own ('" + model.getFunctions(0).getName()
                            + "') is not allowed; export the model with its functions inlined");
        }
        long opset = opset(model);
        if (opset < OLDEST_OPSET) {
            throw new ModelRejectedException(
                    Reason.UNSUPPORTED_OPSET,
                    "the model uses operator set " + opset + "; export it with " + OLDEST_OPSET + " or newer");
        }
        GraphProto graph = model.getGraph();
        if (graph.getSparseInitializerCount() > 0) {
            throw unsupported("sparse weights are not allowed; export the model with dense ones");
        }
        for (NodeProto node : graph.getNodeList()) {
            check(node);
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            check(tensor);
        }
    }

    /** The version of the standard operator set; 0 if the model names none. */
    public static long opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(set -> isStandard(set.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(0);
    }

    private static boolean isStandard(String domain) {
        return domain.isEmpty() || domain.equals(DEFAULT_DOMAIN);
    }

    private static void check(NodeProto node) throws ModelRejectedException {
        if (!isStandard(node.getDomain())) {
            throw unsupported("operator " + node.getOpType() + " of domain '" + node.getDomain()
                    + "' is not allowed; export the model with standard operators only");
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                throw unsupported("operator " + node.getOpType()
                        + " holds a graph (control flow), which is not allowed;" + " export the model without it");
            }
            if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                throw unsupported("operator " + node.getOpType() + " holds a sparse tensor, which is not allowed");
            }
            check(attribute.getT());
            for (TensorProto tensor : attribute.getTensorsList()) {
                check(tensor);
            }
        }
        if (!OPERATORS.contains(node.getOpType())) {
            throw unsupported("operator " + node.getOpType() + " is not among those allowed in a classifier of images");
        }
    }

    private static void check(TensorProto tensor) throws ModelRejectedException {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            throw new ModelRejectedException(
                    Reason.EXTERNAL_DATA,
                    "the weights of tensor '" + tensor.getName()
                            + "' lie outside the file; save the model with all data in one .onnx file");
        }
    }

    private static ModelRejectedException unsupported(String message) {
        return new ModelRejectedException(Reason.UNSUPPORTED_OPERATOR, message);
    }
}
