package io.afterimage.trainer.engine;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import io.afterimage.trainer.engine.operator.Tensors;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The constants of a graph as tensors. Holds native memory: close it. For one thread at a time. */
public final class Parameters implements AutoCloseable {
    private final Map<String, Tensor> tensors = new HashMap<>();

    private Parameters() {}

    /**
     * Copies all constants of a graph.
     *
     * @throws UntrainableModelException if one is of a type that is not covered, or not whole
     */
    public static Parameters of(Graph graph) throws UntrainableModelException {
        Parameters parameters = new Parameters();
        try (PointerScope scope = new PointerScope()) {
            for (TensorProto constant : graph.initializers().values()) {
                Tensor tensor = laidOut(Tensors.of(constant));
                tensor.retainReference();
                parameters.tensors.put(constant.getName(), tensor);
            }
            return parameters;
        } catch (UntrainableModelException | RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    /** Channels last, where there are channels: convolutions are faster so, and give the same. */
    static Tensor laidOut(Tensor tensor) {
        return tensor.dim() == 4 && tensor.is_floating_point() ? tensor.contiguous(MemoryFormat.ChannelsLast) : tensor;
    }

    /** Makes some of them collect gradients; the others stay as they are. */
    public void learn(Collection<String> names) {
        names.forEach(name -> get(name).set_requires_grad(true));
    }

    /** Stays this object's. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("There is no constant '" + name + "'");
        }
        return tensor;
    }

    /** Some of them as constants again. */
    public List<TensorProto> written(Collection<String> names) {
        try (PointerScope scope = new PointerScope()) {
            return names.stream().map(this::written).toList();
        }
    }

    private TensorProto written(String name) {
        List<Long> shape = LongStream.of(get(name).shape()).boxed().toList();
        return Constants.of(name, shape, Tensors.floats(get(name)));
    }

    Map<String, Tensor> all() {
        return tensors;
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::releaseReference);
        tensors.clear();
    }
}
