package io.afterimage.model.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.afterimage.model.ModelPackage;
import io.afterimage.model.ModelRejectedException;
import io.afterimage.model.ModelRejectedException.Reason;
import io.afterimage.model.TestModels;
import io.afterimage.model.onnx.ModelImporter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a child does: the parent gets a verdict, and neither process nor file stays. */
class TrialTest {
    private static final TrialLimits QUICK = new TrialLimits(Duration.ofMillis(500), 1L << 30);

    private final byte[] file = TestModels.colours();

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeft() {
        assertThat(folder).isEmptyDirectory();
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(folder.toString()));
    }

    @Test
    void aForeignModelIsImportedAsInThisProcess() throws Exception {
        byte[] foreign = TestModels.averageAndGemm(0).build().toByteArray();
        byte[] made = trial(TrialMain.class)
                .importModel(
                        foreign,
                        TestModels.colourLabels(),
                        TestModels.unitScale().named("a"));
        assertThat(made)
                .isEqualTo(ModelImporter.importModel(
                        foreign,
                        TestModels.colourLabels(),
                        TestModels.unitScale().named("a")));
    }

    @Test
    void aRefusalOfTheImportComesBackAsItIs() {
        byte[] foreign = TestModels.averageAndGemm(0).build().toByteArray();
        ModelRejectedException refusal = catchThrowableOfType(ModelRejectedException.class, () -> trial(TrialMain.class)
                .importModel(foreign, List.of("one", "two"), TestModels.unitScale()));
        assertThat(refusal).hasMessageContaining("3 classes, but there are 2 labels");
        assertThat(refusal.reason()).isEqualTo(Reason.LABELS_MISMATCH);
    }

    @Test
    void aPackageThatGivesItsScoresPasses() throws Exception {
        trial(TrialMain.class).verify(ModelPackage.read(file), file);
    }

    @Test
    void aPackageThatGivesOtherScoresThanPublishedIsRefused() throws Exception {
        ModelProto.Builder other = ModelProto.parseFrom(file).toBuilder();
        other.getMetadataPropsBuilderList().stream()
                .filter(property -> property.getKey().equals("afterimage.probe"))
                .forEach(property -> property.setValue("1:0.98700"));
        assertThat(refusal(TrialMain.class, other.build().toByteArray()))
                .hasMessageContaining("class 1 scores")
                .extracting(ModelRejectedException::reason)
                .isEqualTo(Reason.PROBE_MISMATCH);
    }

    @Test
    void aVersionThatPassedIsNotTriedAgain() throws Exception {
        Trial trial = trial(TrialMain.class);
        trial.verify(ModelPackage.read(file), file);
        // These bytes could pass no trial: that they do shows that there was none.
        trial.verify(ModelPackage.read(file), new byte[0]);
        byte[] other = TestModels.brightness("a", "b", "c");
        assertThatThrownBy(() -> trial.verify(ModelPackage.read(other), new byte[0]))
                .isInstanceOf(ModelRejectedException.class);
    }

    @Test
    void aModelThatHangsIsRefused() throws Exception {
        Trial trial = new Trial(QUICK, Children.Hangs.class, folder);
        assertThatThrownBy(() -> trial.verify(ModelPackage.read(file), file))
                .isInstanceOf(ModelRejectedException.class)
                .hasMessageContaining("took over 0.5 s")
                .extracting(e -> ((ModelRejectedException) e).reason())
                .isEqualTo(Reason.TRIAL_TIMEOUT);
    }

    @Test
    void aModelThatEatsMemoryIsRefused() throws Exception {
        assertRefused(Children.EatsMemory.class, Reason.TRIAL_MEMORY, "more memory than it may take");
    }

    @Test
    void aModelThatCrashesIsRefused() throws Exception {
        assertRefused(Children.Crashes.class, Reason.TRIAL_CRASHED, "SIGSEGV");
        assertRefused(Children.Aborts.class, Reason.TRIAL_CRASHED, "exit code 134");
    }

    @Test
    void aChildWithoutAVerdictCountsAsACrash() throws Exception {
        assertRefused(Children.SaysNothing.class, Reason.TRIAL_CRASHED, "exit code 0", "without a word");
        assertRefused(Children.SaysNonsense.class, Reason.TRIAL_CRASHED, "FINE");
        assertRefused(Children.SaysTooMuch.class, Reason.TRIAL_CRASHED, "more than 4096 bytes");
    }

    @Test
    void aChildThatTalksALotIsHeard() throws Exception {
        trial(Children.Talks.class).verify(ModelPackage.read(file), file);
    }

    @Test
    void whatIsNotTheModelsFaultIsNoRefusal() {
        assertThatThrownBy(() -> trial(Children.DoesNotBegin.class).verify(ModelPackage.read(file), file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not start");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trial(Children.Hangs.class).verify(ModelPackage.read(file), file))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aChildEndsWithItsParentAndTakesItsFilesAlong() throws Exception {
        TrialFolder left = TrialFolder.createIn(folder);
        TrialEnd end = new TrialProcess(left, TrialLimits.DEFAULT).run(Children.LosesItsParent.class, 0);
        assertThat(end.exitCode()).isEqualTo(1);
        assertThat(end.timedOut()).isFalse();
        assertThat(left.path()).doesNotExist();
    }

    private Trial trial(Class<?> child) {
        return new Trial(new TrialLimits(Duration.ofMinutes(2), 1L << 30), child, folder);
    }

    private void assertRefused(Class<?> child, Reason reason, String... parts) throws Exception {
        assertThat(refusal(child, file))
                .hasMessageContainingAll(parts)
                .extracting(ModelRejectedException::reason)
                .isEqualTo(reason);
    }

    private ModelRejectedException refusal(Class<?> child, byte[] model) throws Exception {
        ModelPackage read = ModelPackage.read(model);
        ModelRejectedException refusal = catchThrowableOfType(
                ModelRejectedException.class, () -> trial(child).verify(read, model));
        assertThat(refusal).isNotNull();
        return refusal;
    }
}
