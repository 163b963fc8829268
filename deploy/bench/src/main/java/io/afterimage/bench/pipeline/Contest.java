package io.afterimage.bench.pipeline;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.measure.Rates;
import io.afterimage.bench.rig.LabelFollower;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.StreamTrial;
import io.afterimage.bench.rig.Task;
import io.afterimage.model.log.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Ceiling, naive stream and ours over the same images of one task, in turns, so that what the machine does besides hits
 * all three. For one thread.
 */
final class Contest {
    private final Rig rig;
    private final Task task;
    private final NaiveTask naive;
    private final ModelVersion model;
    private final List<String> images;
    private final Size size;
    private final OurProgram ours;
    private final String device;
    private final Consumer<String> say;
    private int lost;
    private int doubled;

    /**
     * How much is measured.
     *
     * @param warmUp images before the measuring begins
     * @param count images measured of the ceiling and of ours
     * @param naiveCount images measured of the naive stream
     * @param runs of each
     */
    record Size(int warmUp, int count, int naiveCount, int runs) {}

    /**
     * @param images ids of all images on the task's topic: warm-up and count
     * @param ours the classifier
     * @param say takes what a person wants to know meanwhile
     */
    Contest(
            Rig rig,
            Task task,
            ModelVersion model,
            List<String> images,
            Size size,
            OurProgram ours,
            String device,
            Consumer<String> say) {
        this.rig = rig;
        this.task = task;
        this.naive = new NaiveTask(task.prefix());
        this.model = model;
        this.images = images;
        this.size = size;
        this.ours = ours;
        this.device = device;
        this.say = say;
        task.create(List.of(naive.labels()));
    }

    /**
     * All runs of each, in the order in which they were made.
     *
     * @param meanBatch images a run of the model of ours; empty where it does not tell
     * @param lost images without a label, of all runs of ours
     * @param doubled labels of images that had one, of all runs
     */
    record Results(
            List<Rates> ceiling,
            List<Rates> naive,
            List<Rates> ours,
            OptionalDouble meanBatch,
            int lost,
            int doubled) {}

    /** Runs each contestant in turn, as often as asked. */
    Results run(Ceiling ceiling, Setting setting, int naiveThreads) throws InterruptedException {
        List<Rates> ceilings = new ArrayList<>();
        List<Rates> naives = new ArrayList<>();
        List<Rates> our = new ArrayList<>();
        for (int run = 1; run <= size.runs(); run++) {
            ceilings.add(ceiling.run(setting, size.warmUp(), size.count()));
            naives.add(naive(naiveThreads, size.naiveCount()));
            our.add(ours());
            say.accept(String.format(
                    Locale.ROOT,
                    "Run %d of %d: ceiling %.1f, naive %.1f, ours %.1f images/s",
                    run,
                    size.runs(),
                    ceilings.get(run - 1).perSecond(),
                    naives.get(run - 1).perSecond(),
                    our.get(run - 1).perSecond()));
        }
        return new Results(
                List.copyOf(ceilings), List.copyOf(naives), List.copyOf(our), ours.meanBatch(), lost, doubled);
    }

    /**
     * The number of stream threads with which the naive stream is fastest.
     *
     * @param partitions more threads than these would have nothing to do
     * @param count images measured for each number
     */
    int bestNaiveThreads(int partitions, int count) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        int best = 1;
        double most = 0;
        for (int threads : IntStream.of(1, cores, 2 * cores)
                .map(threads -> Math.min(threads, partitions))
                .distinct()
                .toArray()) {
            double perSecond = naive(threads, count).perSecond();
            say.accept(String.format(Locale.ROOT, "Naive, %d stream threads: %.1f images/s", threads, perSecond));
            if (perSecond > most) {
                most = perSecond;
                best = threads;
            }
        }
        return best;
    }

    private Rates naive(int threads, int count) throws InterruptedException {
        task.rewind(naive.group());
        Ledger ledger = new Ledger(images);
        Rates rates = new StreamTrial(
                        () -> new LabelFollower(LabelFollower.seldom(task.client()), naive.labels()),
                        () -> task.start(
                                NaiveMain.class,
                                Map.of("afterimage.stream-threads", Integer.toString(threads)),
                                List.of(task.packageOf(model).toString(), device)),
                        rig.brokerProcess())
                .run(ledger, Math.min(size.warmUp(), count), wanted(count));
        doubled += ledger.doubled();
        return rates;
    }

    private int wanted(int count) {
        return Math.min(images.size(), Math.min(size.warmUp(), count) + count);
    }

    private Rates ours() throws InterruptedException {
        task.rewind(task.group());
        Ledger ledger = new Ledger(images);
        Rates rates = new StreamTrial(
                        () -> new LabelFollower(LabelFollower.seldom(task.client()), task.topics()),
                        ours::start,
                        rig.brokerProcess())
                .run(ledger, size.warmUp(), images.size(), ours::atEnd);
        lost += ledger.images() - ledger.labelled();
        doubled += ledger.doubled();
        return rates;
    }
}
