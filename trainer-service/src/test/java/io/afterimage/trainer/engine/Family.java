package io.afterimage.trainer.engine;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small network in the style of a family that people begin with, with a head of 5 classes.
 *
 * @param cuts the tensors at which it can be cut: before its head, its last block, the last two, and three
 * @param lines as {@link TestNetworks#of} takes them
 */
public record Family(String name, List<String> cuts, List<String> lines) {
    public static final int CLASSES = 5;

    /** As ResNet. */
    static final Family RESIDUAL = new Family(
            "RESIDUAL",
            List.of("flat", "sum1"),
            List.of(
                    "stem = Conv x w0-3:6,3,3,3 b0:6",
                    "r0 = Relu stem",
                    "c1 = Conv r0 w1-3:6,6,3,3 b1:6",
                    "r1 = Relu c1",
                    "c2 = Conv r1 w2-3:6,6,3,3 b2:6",
                    "sum1 = Add c2 r0",
                    "r2 = Relu sum1",
                    "c3 = Conv r2 w3-3:6,6,3,3 b3:6",
                    "sum2 = Add c3 r2",
                    "r3 = Relu sum2",
                    "pool = GlobalAveragePool r3",
                    "flat = Flatten pool",
                    "y = Gemm flat head:6,5 bias:5"));

    /** No branches, and dense layers before the head. */
    static final Family VGG = new Family(
            "VGG",
            List.of("r5", "drop", "flat", "p1"),
            List.of(
                    "c1 = Conv x w1-3:6,3,3,3 b1:6",
                    "r1 = Relu c1",
                    "c2 = Conv r1 w2-3:6,6,3,3 b2:6",
                    "r2 = Relu c2",
                    "p1 = MaxPool{kernel_shape=2,2;strides=2,2} r2",
                    "c3 = Conv p1 w3-3:8,6,3,3 b3:8",
                    "r3 = Relu c3",
                    "p2 = MaxPool{kernel_shape=2,2;strides=2,2} r3",
                    "flat = Flatten p2",
                    "f1 = Gemm flat w4:32,12 b4:12",
                    "r4 = Relu f1",
                    "drop = Dropout r4",
                    "f2 = Gemm drop w5:12,10 b5:10",
                    "r5 = Relu f2",
                    "y = Gemm r5 head:10,5 bias:5"));

    /** Convolutions along one side, pools that end past the image or begin at its edge, and branches side by side. */
    static final Family INCEPTION = new Family(
            "INCEPTION",
            List.of("flat", "m1"),
            List.of(
                    "stem = Conv x w0-3:6,3,3,3 b0:6",
                    "r0 = Relu stem",
                    "p0 = MaxPool{kernel_shape=3,3;strides=2,2;ceil_mode=1} r0",
                    "a1 = Conv p0 wa1:4,6,1,1 ba1:4",
                    "ra1 = Relu a1",
                    "b1 = Conv p0 wb1:4,6,1,1 bb1:4",
                    "rb1 = Relu b1",
                    "b2 = Conv{pads=0,1,0,1} rb1 wb2:4,4,1,3 bb2:4",
                    "rb2 = Relu b2",
                    "b3 = Conv{pads=1,0,1,0} rb2 wb4:4,4,3,1 bb4:4",
                    "rb3 = Relu b3",
                    "q1 = AveragePool{kernel_shape=3,3;strides=1,1;pads=1,1,1,1;count_include_pad=1} p0",
                    "d1 = Conv q1 wd1:2,6,1,1 bd1:2",
                    "rd1 = Relu d1",
                    "m1 = Concat ra1 rb3 rd1",
                    "e1 = Conv{strides=2,2;pads=1,1,1,1} m1 we1:6,10,3,3 be1:6",
                    "re1 = Relu e1",
                    "q2 = MaxPool{kernel_shape=3,3;strides=2,2;pads=0,0,1,1} m1",
                    "m2 = Concat re1 q2",
                    "pool = GlobalAveragePool m2",
                    "flat = Flatten pool",
                    "y = Gemm flat head:16,5 bias:5"));

    /** Each layer sees all before it. */
    static final Family DENSENET = new Family(
            "DENSENET",
            List.of("flat", "k2", "k1"),
            List.of(
                    "stem = Conv x w0-3:6,3,3,3",
                    "n1 = BatchNormalization stem s1:6 t1:6 u1:6 v1:+6",
                    "r1 = Relu n1",
                    "c1 = Conv r1 w1-3:4,6,3,3",
                    "k1 = Concat stem c1",
                    "n2 = BatchNormalization k1 s2:10 t2:10 u2:10 v2:+10",
                    "r2 = Relu n2",
                    "c2 = Conv r2 w2-3:4,10,3,3",
                    "k2 = Concat k1 c2",
                    "n3 = BatchNormalization k2 s3:14 t3:14 u3:14 v3:+14",
                    "r3 = Relu n3",
                    "c3 = Conv r3 w4:7,14,1,1",
                    "p1 = AveragePool{kernel_shape=2,2;strides=2,2} c3",
                    "n4 = BatchNormalization p1 s4:7 t4:7 u4:7 v4:+7",
                    "r4 = Relu n4",
                    "c4 = Conv r4 w5-3:4,7,3,3",
                    "k3 = Concat p1 c4",
                    "n5 = BatchNormalization k3 s5:11 t5:11 u5:11 v5:+11",
                    "r5 = Relu n5",
                    "pool = GlobalAveragePool r5",
                    "flat = Flatten pool",
                    "y = Gemm flat head:11,5 bias:5"));

    /** Half of the channels pass by, and then all are shuffled. */
    static final Family SHUFFLENET = new Family(
            "SHUFFLENET",
            List.of("pool", "k1"),
            List.of(
                    "stem = Conv x w0-3:8,3,3,3 b0:8",
                    "r0 = Relu stem",
                    "left,right = Split{axis=1} r0",
                    "c1 = Conv right w1:4,4,1,1 b1:4",
                    "r1 = Relu c1",
                    "d1 = Conv{group=4} r1 wd1-3:4,1,3,3",
                    "c2 = Conv d1 w2:4,4,1,1 b2:4",
                    "r2 = Relu c2",
                    "k1 = Concat left r2",
                    "s1 = Reshape k1 shape1=0,2,4,8,8",
                    "t1 = Transpose{perm=0,2,1,3,4} s1",
                    "u1 = Reshape t1 shape2=0,8,8,8",
                    "d2 = Conv{group=8;strides=2,2;pads=1,1,1,1} u1 wd2:8,1,3,3",
                    "c4 = Conv d2 w4:6,8,1,1 b4:6",
                    "r4 = Relu c4",
                    "c5 = Conv u1 w5:6,8,1,1 b5:6",
                    "r5 = Relu c5",
                    "d6 = Conv{group=6;strides=2,2;pads=1,1,1,1} r5 wd6:6,1,3,3",
                    "c6 = Conv d6 w6:6,6,1,1 b6:6",
                    "r6 = Relu c6",
                    "k2 = Concat r4 r6",
                    "s2 = Reshape k2 shape4=0,2,6,4,4",
                    "t2 = Transpose{perm=0,2,1,3,4} s2",
                    "u2 = Reshape t2 shape5=0,12,4,4",
                    "pool = ReduceMean{axes=2,3;keepdims=0} u2",
                    "y = Gemm pool head:12,5 bias:5"));

    /** SiLU, and channels weighed by what all of the image says (squeeze and excitation). */
    static final Family EFFICIENTNET = new Family(
            "EFFICIENTNET",
            List.of("flat", "sum2", "sum1"),
            List.of(
                    "stem = Conv x w0-3:6,3,3,3 b0:6",
                    "g0 = Sigmoid stem",
                    "a0 = Mul stem g0",
                    "c1 = Conv a0 w1:12,6,1,1 b1:12",
                    "g1 = Sigmoid c1",
                    "a1 = Mul c1 g1",
                    "d1 = Conv{group=12} a1 wd1-3:12,1,3,3 bd1:12",
                    "g2 = Sigmoid d1",
                    "a2 = Mul d1 g2",
                    "q1 = GlobalAveragePool a2",
                    "e1 = Conv q1 we1:3,12,1,1 be1:3",
                    "g3 = Sigmoid e1",
                    "a3 = Mul e1 g3",
                    "e2 = Conv a3 we2:12,3,1,1 be2:12",
                    "g4 = Sigmoid e2",
                    "m1 = Mul a2 g4",
                    "c2 = Conv m1 w2:6,12,1,1 b2:6",
                    "sum1 = Add c2 a0",
                    "c5 = Conv sum1 w5:8,6,1,1 b5:8",
                    "g5 = Sigmoid c5",
                    "a5 = Mul c5 g5",
                    "d5 = Conv{group=8} a5 wd5-3:8,1,3,3 bd5:8",
                    "g6 = Sigmoid d5",
                    "a6 = Mul d5 g6",
                    "q2 = GlobalAveragePool a6",
                    "e5 = Conv q2 we5:2,8,1,1 be5:2",
                    "g7 = Sigmoid e5",
                    "a7 = Mul e5 g7",
                    "e6 = Conv a7 we6:8,2,1,1 be6:8",
                    "g8 = Sigmoid e6",
                    "m2 = Mul a6 g8",
                    "c6 = Conv m2 w6:6,8,1,1 b6:6",
                    "sum2 = Add c6 sum1",
                    "c7 = Conv sum2 w7:10,6,1,1 b7:10",
                    "g9 = Sigmoid c7",
                    "a9 = Mul c7 g9",
                    "pool = GlobalAveragePool a9",
                    "flat = Flatten pool",
                    "y = Gemm flat head:10,5 bias:5"));

    /** Hard swish, written as its factors, and squeeze and excitation by a hard sigmoid. */
    static final Family MOBILENET3 = new Family(
            "MOBILENET3",
            List.of("flat", "sum1"),
            List.of(
                    "stem = Conv{strides=2,2;pads=1,1,1,1} x w0:8,3,3,3 b0:8",
                    "h0 = HardSigmoid{alpha=.16666667;beta=.5} stem",
                    "a0 = Mul stem h0",
                    "c1 = Conv a0 w1:12,8,1,1 b1:12",
                    "r1 = Relu c1",
                    "d1 = Conv{group=12} r1 wd1-3:12,1,3,3 bd1:12",
                    "r2 = Relu d1",
                    "q1 = GlobalAveragePool r2",
                    "e1 = Conv q1 we1:4,12,1,1 be1:4",
                    "r3 = Relu e1",
                    "e2 = Conv r3 we2:12,4,1,1 be2:12",
                    "h1 = HardSigmoid{alpha=.16666667;beta=.5} e2",
                    "m1 = Mul r2 h1",
                    "c2 = Conv m1 w2:8,12,1,1 b2:8",
                    "sum1 = Add c2 a0",
                    "c4 = Conv sum1 w4:12,8,1,1 b4:12",
                    "h2 = HardSigmoid{alpha=.16666667;beta=.5} c4",
                    "a2 = Mul c4 h2",
                    "pool = GlobalAveragePool a2",
                    "c5 = Conv pool w5:10,12,1,1 b5:10",
                    "h3 = HardSigmoid{alpha=.16666667;beta=.5} c5",
                    "a3 = Mul c5 h3",
                    "flat = Flatten a3",
                    "y = Gemm flat head:10,5 bias:5"));

    /** One of each. */
    public static Stream<Family> all() {
        return Stream.of(RESIDUAL, VGG, INCEPTION, DENSENET, SHUFFLENET, EFFICIENTNET, MOBILENET3);
    }

    public ModelProto model() {
        return TestNetworks.of(lines.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return name;
    }
}
