package io.afterimage.trainer.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.trainer.engine.Family;
import io.afterimage.trainer.engine.TestNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CutPointsTest {
    @Test
    void residualBlocksBeginWhereBranchesWereJoined() throws Exception {
        assertThat(CutPoints.of(Graph.of(TestNetworks.residual()), "flat"))
                .containsExactly(new CutPoint("flat", 0), new CutPoint("sum1", 1));
    }

    @ParameterizedTest
    @MethodSource("io.afterimage.trainer.engine.Family#all")
    void eachFamilyIsCutBetweenItsBlocks(Family family) throws Exception {
        assertThat(CutPoints.of(Graph.of(family.model()), family.cuts().get(0)))
                .extracting(CutPoint::tensor)
                .containsExactlyElementsOf(family.cuts());
    }

    @Test
    void withoutBranchesEachLayerIsABlock() throws Exception {
        ModelProto plain = TestNetworks.of(
                "c1 = Conv x w1-3:4,3,3,3",
                "r1 = Relu c1",
                "c2 = Conv r1 w2-3:4,4,3,3",
                "r2 = Relu c2",
                "pool = GlobalAveragePool r2",
                "flat = Flatten pool",
                "y = Gemm flat head:4,5");
        assertThat(CutPoints.of(Graph.of(plain), "flat"))
                .containsExactly(new CutPoint("flat", 0), new CutPoint("r1", 1));
    }

    @Test
    void aLayerIsNotCutFromItsBiasAndItsNormalisation() throws Exception {
        ModelProto plain = TestNetworks.of(
                "c1 = Conv x w1-3:4,3,3,3",
                "c2 = Conv c1 w2-3:4,4,3,3",
                "a2 = Add c2 b2:4,1,1",
                "n2 = BatchNormalization a2 scale:4 shift:4 mean:4 variance:4",
                "pool = GlobalAveragePool n2",
                "flat = Flatten pool",
                "y = Gemm flat head:4,5");
        assertThat(CutPoints.of(Graph.of(plain), "flat"))
                .containsExactly(new CutPoint("flat", 0), new CutPoint("c1", 1));
    }

    @Test
    void aBlockNeedsALayerWithWeights() throws Exception {
        ModelProto joinedTwice = TestNetworks.of(
                "a = Conv x w1-3:4,3,3,3",
                "b = Relu a",
                "c = Concat a b",
                "d = Relu c",
                "e = Concat c d",
                "pool = GlobalAveragePool e",
                "flat = Flatten pool",
                "y = Gemm flat head:16,5");
        assertThat(CutPoints.of(Graph.of(joinedTwice), "flat")).containsExactly(new CutPoint("flat", 0));
    }

    @Test
    void aGateJoinsNothing() throws Exception {
        ModelProto gated = TestNetworks.of(
                "a = Conv x w1-3:4,3,3,3",
                "sum1 = Add a a",
                "s = Sigmoid sum1",
                "silu = Mul sum1 s",
                "b = Conv silu w2-3:4,4,3,3",
                "sum2 = Add b sum1",
                "pool = GlobalAveragePool sum2",
                "flat = Flatten pool",
                "y = Gemm flat head:4,5");
        assertThat(CutPoints.of(Graph.of(gated), "flat"))
                .extracting(CutPoint::tensor)
                .doesNotContain("silu");
    }

    @Test
    void dataThatFlowPastAHeadLeaveNoCutBeforeIt() throws Exception {
        ModelProto twoHeads = TestNetworks.of(
                "c1 = Conv x w1-3:4,3,3,3",
                "pool = GlobalAveragePool c1",
                "flat = Flatten pool",
                "y1 = Gemm flat head:4,5",
                "whole = Flatten c1",
                "y2 = MatMul whole other:256,5",
                "y = Add y1 y2");
        assertThat(CutPoints.of(Graph.of(twoHeads), "flat")).isEmpty();
    }

    @Test
    void shapesThatAreComputedFlowToo() throws Exception {
        ModelProto reshaped = TestNetworks.of(
                "c1 = Conv x w1-3:4,3,3,3",
                "c2 = Conv c1 w2-3:4,4,3,3",
                "shape = Shape c1",
                "again = Reshape c2 shape",
                "pool = GlobalAveragePool again",
                "flat = Flatten pool",
                "y = Gemm flat head:4,5");
        assertThat(CutPoints.of(Graph.of(reshaped), "flat"))
                .contains(new CutPoint("c1", 1))
                .extracting(CutPoint::tensor)
                .doesNotContain("c2");
    }
}
