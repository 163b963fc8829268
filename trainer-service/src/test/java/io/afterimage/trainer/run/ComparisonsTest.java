package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.compare.LabelMap;
import io.afterimage.model.store.Store;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.finetune.TinyPictures;
import io.afterimage.trainer.run.Comparisons.Pair;
import io.afterimage.trainer.run.Comparisons.State;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private Store store = new Store(folder);
    private Comparisons comparisons = new Comparisons(store, LabelMap.NONE);
    private Snapshot examples = Snapshot.of(List.of());
    private Pair pair = new Pair("", "");

    @BeforeEach
    void publish() throws Exception {
        store = new Store(folder.resolve("store"));
        comparisons = new Comparisons(store, LabelMap.NONE);
        examples = new TinyPictures(Files.createDirectory(folder.resolve("pictures")))
                .with("class 0", Color.RED, 50)
                .with("class 1", Color.BLUE, 50)
                .snapshot();
        pair = new Pair(
                store.put(Store.Kind.MODEL, TestNetworks.packaged(TestNetworks.residual(), 5)),
                store.put(Store.Kind.MODEL, TestNetworks.packaged(colours(), 2)));
    }

    @AfterEach
    void close() {
        comparisons.close();
    }

    @Test
    void anyTwoVersionsAreComparedOnTheTestSide() {
        assertThat(comparisons.of(pair)).isEmpty();

        assertThat(comparisons.begin(pair, examples)).isTrue();

        State.Done done = (State.Done) ended();
        assertThat(done.table()).containsEntry("examples", 20);
        assertThat((Map<?, ?>) done.table().get("before")).extracting("version").isEqualTo(pair.before());
        assertThat((Map<?, ?>) done.table().get("after")).extracting("version").isEqualTo(pair.after());
    }

    @Test
    void oneWithoutItsFileFailsAndTheNextIsCompared() {
        Pair missing = new Pair("0".repeat(64), pair.after());

        comparisons.begin(missing, examples);
        await().atMost(PATIENCE).until(() -> comparisons.of(missing).orElseThrow() instanceof State.Failed);

        comparisons.begin(pair, examples);
        assertThat(ended()).isInstanceOf(State.Done.class);
    }

    @Test
    void whereThereIsNoTestSideThatIsSaid() {
        comparisons.begin(pair, Snapshot.of(List.of()));

        assertThat(((State.Failed) ended()).reason()).contains("test side");
    }

    private State ended() {
        await().atMost(PATIENCE).until(() -> !(comparisons.of(pair).orElseThrow() instanceof State.UnderWay));
        return comparisons.of(pair).orElseThrow();
    }

    private static ModelProto colours() {
        return TestNetworks.of(
                "c = Conv x w:3,3,1,1 b:3", "p = GlobalAveragePool c", "f = Flatten p", "y = Gemm f head:3,2 bias:2");
    }
}
