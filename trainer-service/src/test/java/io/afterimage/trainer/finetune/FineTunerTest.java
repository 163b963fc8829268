package io.afterimage.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.afterimage.events.v1.Side;
import io.afterimage.model.ModelPackage;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.engine.TestNetworks;
import io.afterimage.trainer.engine.TrainableModel;
import io.afterimage.trainer.engine.graph.Constants;
import io.afterimage.trainer.finetune.Progress.Stage;
import io.afterimage.trainer.finetune.TuneFailedException.Reason;
import java.awt.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTunerTest {
    @TempDir
    Path folder;

    private final List<Progress> progress = new ArrayList<>();

    @Test
    void aForeignHeadIsReplacedByTheClassesOfTheData() throws Exception {
        Tuned tuned = tune(Preset.HEAD, redAndBlue(40).snapshot());
        assertThat(tuned.report().labels()).containsExactly("blue", "red");
        assertThat(ModelPackage.read(tuned.file()).labels()).containsExactly("blue", "red");
        assertThat(tuned.report().scores().accuracy()).isGreaterThan(.9);
        assertThat(tuned.report().training()).containsEntry("red", 24).containsEntry("blue", 24);
        assertThat(ModelPackage.read(tuned.file()).lineage())
                .containsEntry("parent", ModelPackage.read(parent()).version());
        assertThat(progress).extracting(Progress::stage).contains(Stage.FEATURES, Stage.HEAD);
    }

    @Test
    void aNewClassIsARowMoreAndClassesWithoutExamplesStay() throws Exception {
        Snapshot snapshot = new TinyPictures(folder)
                .with("class 1", Color.RED, 40)
                .with("green", Color.GREEN, 40)
                .snapshot();
        assertNewRow(tune(Preset.HEAD, snapshot));
        Settings stepwise = new Settings(Preset.HEAD, 1, 1, null, .03, null, null, null, null, null, null, null);
        assertNewRow(tuner(stepwise).tune(snapshot, parent()));
    }

    private static void assertNewRow(Tuned tuned) throws Exception {
        assertThat(tuned.report().labels())
                .containsExactly("class 0", "class 1", "class 2", "class 3", "class 4", "green");
        assertThat(tuned.report().scores().accuracy())
                .as("also against the classes that do not learn")
                .isGreaterThan(.9);
        assertThat(head(tuned.file(), 6, 0, 2, 3, 4)).isEqualTo(head(parent(), 5, 0, 2, 3, 4));
        assertThat(head(tuned.file(), 6, 1)).isNotEqualTo(head(parent(), 5, 1));
    }

    /** The weights and biases of some classes. */
    private static List<Float> head(byte[] file, int classes, int... wanted) throws Exception {
        TrainableModel model = TrainableModel.read(file);
        float[] weights = Constants.floats(
                model.whole().constant(model.description().tensors().headWeight()));
        float[] biases = Constants.floats(
                model.whole().constant(model.description().tensors().headBias()));
        List<Float> values = new ArrayList<>();
        for (int c : wanted) {
            values.add(biases[c]);
            for (int i = c; i < weights.length; i += classes) {
                values.add(weights[i]);
            }
        }
        return values;
    }

    @Test
    void theLastBlocksLearnAfterTheHead() throws Exception {
        Tuned tuned = tune(Preset.FINETUNE, redAndBlue(40).snapshot());
        assertThat(tuned.report().curves()).extracting(Curve::stage).containsExactly(Stage.HEAD, Stage.BLOCKS);
        assertThat(tuned.report().scores().accuracy()).isGreaterThan(.9);
    }

    @Test
    void whereTheLastBlocksFindNothingMoreTheHeadIsKeptAsItIsWithoutThem() throws Exception {
        Path pictures = Files.createTempDirectory(folder, "pictures");
        Snapshot alike = new TinyPictures(pictures)
                .with("red", Color.RED, 60)
                .with("just as red", Color.RED, 60)
                .snapshot();
        Tuned tuned = tune(Preset.FINETUNE, alike);
        assertThat(tuned.report().curves()).extracting(Curve::kept).containsExactly(true, false);
        assertThat(head(tuned.file(), 2, 0, 1))
                .isEqualTo(head(tune(Preset.HEAD, alike).file(), 2, 0, 1));
    }

    @Test
    void aNetworkFromScratchLearnsFromVariedPictures() throws Exception {
        Settings settings = new Settings(Preset.CNN, 1, 1, 25, 3e-3, null, true, null, .2, null, null, 16);
        Tuned tuned = tuner(settings).tune(redAndBlue(60).snapshot(), null);
        assertThat(tuned.report().scores().accuracy()).isGreaterThan(.9);
        assertThat(ModelPackage.read(tuned.file()).lineage()).containsEntry("parent", "");
    }

    @Test
    void resNet18IsTrainedFromScratchWhereItIsAskedFor() throws Exception {
        Settings settings = new Settings(Preset.RESNET18, 1, 1, 2, null, null, null, null, null, null, null, 16);
        Tuned tuned = tuner(settings).tune(redAndBlue(20).snapshot(), null);
        assertThat(tuned.report().preset()).isEqualTo(Preset.RESNET18);
        // One for the first layer, two a block in eight of them, three shortcuts.
        assertThat(TrainableModel.read(tuned.file()).whole().nodes())
                .filteredOn(node -> node.operator().equals("Conv"))
                .hasSize(20);
    }

    @Test
    void theSameSeedGivesTheSameFileInAnotherProcess() throws Exception {
        Snapshot snapshot = redAndBlue(20).snapshot();
        String first = SameFile.hash(folder.resolve("one"), snapshot);
        assertThat(SameFile.inAnotherProcess(folder.resolve("other"), snapshot)).isEqualTo(first);
    }

    @Test
    void featuresAreMadeOnceForAllModelsThatDifferInTheirHeadsOnly() throws Exception {
        Snapshot snapshot = redAndBlue(20).snapshot();
        Tuned first = tune(Preset.HEAD, snapshot);
        progress.clear();
        tuner(Settings.of(Preset.HEAD, 2, 1)).tune(snapshot, first.file());
        assertThat(progress).filteredOn(step -> step.stage() == Stage.FEATURES).allMatch(step -> step.of() == 0);
    }

    @Test
    void whatAnAverageFollowsIsKeptAsAverages() throws Exception {
        byte[] parent = TestNetworks.packaged(
                TestNetworks.of(
                        "stem = Conv x w0-3:12,3,3,3",
                        "r0 = Relu stem",
                        "c = Conv r0 head:5,12,1,1 bias:5",
                        "r1 = Relu c",
                        "pool = GlobalAveragePool r1",
                        "y = Flatten pool"),
                5);
        Snapshot snapshot = redAndBlue(40).snapshot();
        Tuned tuned = tuner(Settings.of(Preset.HEAD, 1, 1)).tune(snapshot, parent);
        assertThat(tuned.report().scores().accuracy()).isGreaterThan(.9);
        // 24 and 8 of each class, not those of the test side.
        assertThat(records()).isEqualTo(3L * 64 * 12 * Float.BYTES);
    }

    /** Bytes of all that is in the cache. */
    private long records() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(file -> file.endsWith("records"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void autoSaysWhatItPickedAndWhy() throws Exception {
        assertThat(tune(Preset.AUTO, redAndBlue(20).snapshot()).report().why()).contains("auto: head", "24 training");
        assertThat(tuner(Settings.of(Preset.AUTO, 1, 1))
                        .tune(redAndBlue(20).snapshot(), null)
                        .report()
                        .preset())
                .isEqualTo(Preset.SOFTMAX);
    }

    @Test
    void aPresetThatNeedsAModelSaysSo() throws Exception {
        assertFails(
                Reason.PARENT_MISSING, "import one", Preset.HEAD, redAndBlue(20).snapshot(), null);
    }

    @Test
    void aParentThatCannotBeTrainedIsNamedWithItsOperator() throws Exception {
        byte[] parent = TestNetworks.packaged(
                TestNetworks.of(
                        "c = Conv x w3:4,3,3,3",
                        "s = Softsign c",
                        "pool = GlobalAveragePool s",
                        "flat = Flatten pool",
                        "y = Gemm flat head:4,5"),
                5);
        assertFails(
                Reason.PARENT_UNTRAINABLE,
                "Softsign",
                Preset.HEAD,
                redAndBlue(20).snapshot(),
                parent);
        assertFails(
                Reason.PARENT_UNTRAINABLE,
                "no package",
                Preset.HEAD,
                redAndBlue(20).snapshot(),
                new byte[] {1});
    }

    @Test
    void brokenImagesAreLeftOutAndCounted() throws Exception {
        TinyPictures pictures = redAndBlue(20).withBroken("red", Side.TRAIN).withBroken("blue", Side.VALIDATION);
        Tuned tuned = tune(Preset.HEAD, pictures.snapshot());
        assertThat(tuned.report().leftOut().undecodable()).isEqualTo(2);
        assertThat(tuned.report().training()).containsEntry("red", 12);
    }

    @Test
    void nothingButBrokenImagesIsAFailureThatSaysSo() throws Exception {
        TinyPictures pictures = new TinyPictures(folder);
        for (int i = 0; i < 5; i++) {
            pictures.withBroken("red", Side.TRAIN).withBroken("blue", Side.TRAIN);
        }
        assertFails(Reason.NOTHING_DECODES, "not one of 10 images", Preset.HEAD, pictures.snapshot(), parent());
        assertFails(Reason.NOTHING_DECODES, "not one of 10 images", Preset.CNN, pictures.snapshot(), null);
    }

    @Test
    void imagesThatAreGoneAreLeftOutToo() throws Exception {
        Snapshot snapshot = redAndBlue(20).snapshot();
        Files.delete(snapshot.entries().stream()
                .filter(entry -> entry.side() == Side.TRAIN)
                .findFirst()
                .orElseThrow()
                .image());
        assertThat(tune(Preset.HEAD, snapshot).report().leftOut().undecodable()).isEqualTo(1);
    }

    @Test
    void aParentOfWhichALayerIsNoNumberIsRefused() throws Exception {
        TrainableModel model = TrainableModel.read(parent());
        TensorProto weight = model.whole().constant("w3-3");
        float[] values = Constants.floats(weight);
        Arrays.fill(values, Float.MAX_VALUE);
        byte[] broken = model.whole()
                .with(List.of(Constants.of("w3-3", weight.getDimsList(), values)))
                .model()
                .toByteArray();
        assertFails(
                Reason.PARENT_UNTRAINABLE, "differ", Preset.HEAD, redAndBlue(20).snapshot(), broken);
    }

    @Test
    void aCacheThatIsTooSmallIsNamed() throws Exception {
        Snapshot snapshot = redAndBlue(20).snapshot();
        FineTuner tuner =
                new FineTuner(Settings.of(Preset.HEAD, 1, 1), new Cache(folder.resolve("cache"), 100), any -> {});
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> tuner.tune(snapshot, parent()))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CACHE_TOO_SMALL));
    }

    /** Of 48 training and 16 validation examples: with a copy of each these are 348,096 bytes before the last block. */
    @Test
    void whereTheCacheHasNoRoomForAllCopiesTheLastBlocksLearnFromFewer() throws Exception {
        Tuned tuned = finetune(parent(), 360_000);
        assertThat(tuned.report().why()).contains("1 of 1 blocks learned, from 1 of 6 varied copies", "cache");
        assertThat(tuned.report().curves()).extracting(Curve::stage).containsExactly(Stage.HEAD, Stage.BLOCKS);
    }

    /** The last block sees a third of what the two last see. */
    @Test
    void whereTheCacheHasNoRoomForAllBlocksFewerLearn() throws Exception {
        byte[] parent = TestNetworks.packaged(
                TestNetworks.of(
                        "stem = Conv x w0-3:12,3,3,3",
                        "r0 = Relu stem",
                        "c1 = Conv r0 w1-3:12,12,3,3",
                        "sum1 = Add c1 r0",
                        "c2 = Conv sum1 w2-3:4,12,3,3",
                        "r2 = Relu c2",
                        "c3 = Conv r2 w3-3:4,4,3,3",
                        "sum2 = Add c3 r2",
                        "c4 = Conv sum2 w4-3:4,4,3,3",
                        "sum3 = Add c4 sum2",
                        "pool = GlobalAveragePool sum3",
                        "flat = Flatten pool",
                        "y = Gemm flat head:4,5 bias:5"),
                5);
        Tuned tuned = finetune(parent, 180_000);
        assertThat(tuned.report().why()).contains("1 of 2 blocks learned, from 2 of 6 varied copies");
        assertThat(tuned.report().curves()).extracting(Curve::stage).containsExactly(Stage.HEAD, Stage.BLOCKS);
    }

    @Test
    void whereTheCacheHasNoRoomForABlockTheHeadAloneLearns() throws Exception {
        Tuned tuned = finetune(parent(), 100_000);
        assertThat(tuned.report().preset()).isEqualTo(Preset.FINETUNE);
        assertThat(tuned.report().why()).contains("only the head learned", "afterimage.run.cache-bytes");
        assertThat(tuned.report().curves()).extracting(Curve::stage).containsExactly(Stage.HEAD);
        assertThat(tuned.report().scores().accuracy()).isGreaterThan(.9);
    }

    private Tuned finetune(byte[] parent, long cacheBytes) throws Exception {
        Settings settings = Settings.of(Preset.FINETUNE, 1, 1);
        return new FineTuner(settings, new Cache(folder.resolve("cache"), cacheBytes), progress::add)
                .tune(redAndBlue(40).snapshot(), parent);
    }

    @Test
    void whatTheListenerThrowsEndsTheTraining() throws Exception {
        Snapshot snapshot = redAndBlue(20).snapshot();
        FineTuner tuner =
                new FineTuner(Settings.of(Preset.HEAD, 1, 1), new Cache(folder.resolve("cache"), 1 << 20), step -> {
                    throw new IllegalStateException("enough");
                });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tuner.tune(snapshot, parent()))
                .withMessage("enough");
    }

    private void assertFails(
            Reason reason, String message, Preset preset, Snapshot snapshot, byte @Nullable [] parent) {
        assertThatExceptionOfType(TuneFailedException.class)
                .isThrownBy(() -> tuner(Settings.of(preset, 1, 1)).tune(snapshot, parent))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Tuned tune(Preset preset, Snapshot snapshot) throws Exception {
        return tuner(Settings.of(preset, 1, 1)).tune(snapshot, parent());
    }

    private FineTuner tuner(Settings settings) {
        return new FineTuner(settings, new Cache(folder.resolve("cache"), 1 << 24), progress::add);
    }

    private TinyPictures redAndBlue(int each) throws Exception {
        Path pictures = Files.createTempDirectory(folder, "pictures");
        return new TinyPictures(pictures).with("red", Color.RED, each).with("blue", Color.BLUE, each);
    }

    /** Two residual blocks with random weights, and a head of five classes. Without biases, so that each colour shows. */
    private static byte[] parent() throws Exception {
        return TestNetworks.packaged(
                TestNetworks.of(
                        "stem = Conv x w0-3:12,3,3,3",
                        "r0 = Relu stem",
                        "c1 = Conv r0 w1-3:12,12,3,3",
                        "r1 = Relu c1",
                        "c2 = Conv r1 w2-3:12,12,3,3",
                        "sum1 = Add c2 r0",
                        "r2 = Relu sum1",
                        "c3 = Conv r2 w3-3:12,12,3,3",
                        "sum2 = Add c3 r2",
                        "r3 = Relu sum2",
                        "pool = GlobalAveragePool r3",
                        "flat = Flatten pool",
                        "y = Gemm flat head:12,5 bias:5"),
                5);
    }
}
