package io.afterimage.bench.learn;

import io.afterimage.trainer.finetune.Cache;
import io.afterimage.trainer.finetune.FineTuner;
import io.afterimage.trainer.finetune.Preset;
import io.afterimage.trainer.finetune.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** One course of labelling, in a process of its own: prints how it went. */
final class ActiveMain {
    private static final long MOST_CACHED = 32L << 30;
    private static final int PASSING = 2_000;

    private ActiveMain() {}

    /**
     * Runs it and prints the result.
     *
     * @param given as {@link ActiveTrial} gives them
     */
    public static void main(String[] given) throws Exception {
        List<String> arguments = List.of(given);
        long seed = Long.parseLong(arguments.get(6));
        long split = Long.parseLong(arguments.get(5));
        int threads = Integer.parseInt(arguments.get(7));
        List<LabelledPhoto> photos =
                LabelledPhoto.in(Path.of(arguments.get(0)), Integer.parseInt(arguments.get(1)), seed);
        byte[] parent = Objects.requireNonNull(
                School.parent(arguments.get(2), arguments.get(3), arguments.get(4)), "a model is needed");
        FineTuner tuner = new FineTuner(
                Settings.of(Preset.HEAD, seed + split, threads),
                new Cache(Path.of(arguments.get(8)), MOST_CACHED),
                any -> {});
        Course course = new Course(LabelledPhoto.drawn(photos, split), split, tuner, parent, threads);
        switch (ActiveTrial.Strategy.valueOf(arguments.get(9))) {
            case ALL -> TrainerChild.print(course.whole());
            case RANDOM ->
                TrainerChild.print(
                        course.until(wanted(arguments), (model, open, count) -> List.copyOf(open.subList(0, count))));
            case QUEUE -> TrainerChild.print(course.until(wanted(arguments), new QueueChoice(PASSING, threads)));
        }
        System.exit(0);
    }

    private static double wanted(List<String> arguments) {
        return Double.parseDouble(arguments.get(10));
    }
}
