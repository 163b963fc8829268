package io.afterimage.bench.pipeline;

import io.afterimage.bench.load.Loader;
import io.afterimage.bench.load.Photos;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.Task;
import io.afterimage.model.log.ModelVersion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One task with its images and its model, and the contest over them. For one thread. */
final class Scene {
    private final Rig rig;
    private final Task task;
    private final ModelVersion model;
    private final Photos photos;
    private final Optional<Simulation> simulation;
    private final Consumer<String> say;
    private final Loader loader;
    private final OurProgram ours;

    /**
     * @param model what the task runs
     * @param simulation in place of the processor
     * @param say takes what a person wants to know meanwhile
     */
    Scene(
            Rig rig,
            Task task,
            ModelVersion model,
            Photos photos,
            Optional<Simulation> simulation,
            Consumer<String> say) {
        this.rig = rig;
        this.task = task;
        this.model = model;
        this.photos = photos;
        this.simulation = simulation;
        this.say = say;
        this.loader = new Loader(photos, task.store());
        this.ours = simulation
                .<OurProgram>map(simulated -> new SimulatedProgram(task, simulated))
                .orElseGet(() -> new ShippedProgram(task));
    }

    /**
     * Finds the best settings of ceiling and naive stream, and runs the contest.
     *
     * @param partitions of the task's images
     * @param search how long each setting of the ceiling is tried
     * @param searchCount images with which each number of naive threads is tried
     */
    Contest.Results contest(Contest.Size size, int partitions, Duration search, int searchCount)
            throws InterruptedException {
        say.accept("Sending " + (size.warmUp() + size.count()) + " images");
        List<String> ids = loader.fill(task.client(), task.topics(), size.warmUp() + size.count());
        String device = simulation.map(Simulation::text).orElse(rig.device());
        Contest contest = new Contest(rig, task, model, ids, size, ours, device, say);
        Ceiling ceiling = new Ceiling(rig, task.packageOf(model), photos, device);
        Setting setting = best(ceiling, search);
        return contest.run(ceiling, setting, contest.bestNaiveThreads(partitions, searchCount));
    }

    /** Measures times, with the classifier that was in the contest. */
    LatencyTrial.Times latency(int warmUp, double capacity, int seconds) throws InterruptedException {
        return new LatencyTrial(task, loader, ours, seconds, say).run(warmUp, capacity);
    }

    private Setting best(Ceiling ceiling, Duration search) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        List<Ceiling.Tried> tried = ceiling.search(
                simulation
                        .map(simulated -> Setting.candidates(cores, simulated.largest()))
                        .orElseGet(() -> Setting.candidates(cores)),
                search);
        tried.forEach(one -> say.accept(String.format(
                Locale.ROOT, "Ceiling, %s: %.1f images/s", one.setting().text(), one.perSecond())));
        return tried.stream()
                .max(Comparator.comparingDouble(Ceiling.Tried::perSecond))
                .orElseThrow()
                .setting();
    }
}
