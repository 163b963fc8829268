package io.afterimage.trainer.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.Preprocessing.Colour;
import io.afterimage.model.onnx.ImportOptions;
import io.afterimage.model.onnx.ModelImporter;
import io.afterimage.model.onnx.Onnx;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small networks with random weights, for images of 8 x 8, written as lines such as {@code a = Conv x w:4,3,3,3}. */
public final class TestNetworks {
    public static final int SIDE = 8;

    private TestNetworks() {}

    /**
     * A model from {@code x} [N, 3, 8, 8] to the output of the last line.
     *
     * @param lines output (or several, {@code a,b}), operator and inputs. An operator may have attributes, {@code
     *     MaxPool{strides=2,2;ceil_mode=1}}. An input {@code name:2,3} is a random constant of these dimensions, {@code name:+4} one
     *     of values above 0, {@code name=2,3} one of whole numbers with these values
     */
    public static ModelProto of(String... lines) {
        Random random = new Random(5);
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
        model.addOpsetImportBuilder().setDomain("").setVersion(13);
        var graph = model.getGraphBuilder().setName("test");
        graph.addInput(Onnx.value("x", DataType.FLOAT, 0, 3, SIDE, SIDE));
        String last = "";
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            last = words[0];
            List<String> inputs = new ArrayList<>();
            for (String input : List.of(words).subList(3, words.length)) {
                if (input.contains(":")) {
                    String name = input.substring(0, input.indexOf(':'));
                    String dimensions = input.substring(name.length() + 1);
                    List<Long> shape = numbers(dimensions);
                    int size = (int) shape.stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b);
                    double[] values = IntStream.range(0, size)
                            .mapToDouble(i -> random.nextGaussian() / Math.sqrt(size / (double) shape.get(0)))
                            .map(value -> dimensions.startsWith("+") ? .5 + Math.abs(value) : value)
                            .toArray();
                    graph.addInitializer(Onnx.floats(name, shape, values));
                    inputs.add(name);
                } else if (input.contains("=")) {
                    String name = input.substring(0, input.indexOf('='));
                    List<Long> values = numbers(input.substring(name.length() + 1));
                    graph.addInitializer(Onnx.ints(name, List.of((long) values.size()), values));
                    inputs.add(name);
                } else {
                    inputs.add(input);
                }
            }
            graph.addNode(node(words[2], inputs, last));
        }
        graph.addOutputBuilder()
                .setName(last)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .setElemType(1);
        return model.build();
    }

    private static List<Long> numbers(String list) {
        return List.of(list.split(",", -1)).stream().map(Long::valueOf).toList();
    }

    /** Convolutions keep the size where the kernel is 3 and its weight is named so: {@code ...3}. */
    private static NodeProto node(String text, List<String> inputs, String outputs) {
        List<String> parts = List.of(text.split("[{;}]", -1));
        String operator = parts.get(0);
        NodeProto.Builder node = Onnx.node(operator, inputs, outputs).toBuilder();
        node.clearOutput().addAllOutput(List.of(outputs.split(",", -1)));
        parts.stream().filter(part -> part.contains("=")).forEach(part -> node.addAttribute(attribute(part)));
        if (operator.equals("Conv") && inputs.get(1).endsWith("3")) {
            node.addAttribute(Onnx.attribute("pads", List.of(1L, 1L, 1L, 1L)));
        }
        if (operator.equals("Concat")) {
            node.addAttribute(Onnx.attribute("axis", 1));
        }
        return node.build();
    }

    private static AttributeProto attribute(String text) {
        String name = text.substring(0, text.indexOf('='));
        String value = text.substring(name.length() + 1);
        if (value.contains(".")) {
            return AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(Float.parseFloat(value))
                    .build();
        }
        return value.contains(",") ? Onnx.attribute(name, numbers(value)) : Onnx.attribute(name, Long.parseLong(value));
    }

    /** A package of it, whose classes are {@code class 0}, {@code class 1}, ... */
    public static byte[] packaged(ModelProto model, int classes) throws ModelRejectedException {
        return ModelImporter.importModel(
                model.toByteArray(),
                labels(classes),
                new ImportOptions("test", null, List.of(.5), List.of(.25), 1 / 255.0, Colour.RGB, null, null, null));
    }

    public static List<String> labels(int classes) {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    /** Two residual blocks, then a head of 5 classes. */
    public static ModelProto residual() {
        return Family.RESIDUAL.model();
    }
}
