package io.afterimage.trainer.engine.train;

import io.afterimage.trainer.engine.graph.Graph;
import io.afterimage.trainer.engine.graph.UntrainableModelException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Finds a learning rate by trying rates from low to high, each for one step, until the loss blows up (Smith, Cyclical Learning
 * Rates for Training Neural Networks). The rate is a tenth of that of the lowest loss, so that it has room to both sides.
 */
public final class RateFinder {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 1;
    private static final int STEPS = 80;
    private static final double SMOOTHING = .9;
    private static final double BLOWN_UP = 3;
    private static final double ROOM = 10;

    private final int batch;
    private final TrainingSettings settings;

    /** @param settings of the training, apart from its rate */
    public RateFinder(int batch, TrainingSettings settings) {
        this.batch = batch;
        this.settings = settings;
    }

    /**
     * Tries at most {@value #STEPS} steps; what was learned meanwhile is forgotten.
     *
     * @return from 1e-7 to 0.1
     */
    public double find(Graph graph, List<String> weights, Examples training)
            throws UntrainableModelException, IOException {
        Random random = new Random(settings.seed());
        List<Integer> order = new ArrayList<>();
        double average = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double best = LOWEST;
        try (Trainer trainer = new Trainer(graph, weights, settings)) {
            for (int step = 0; step < STEPS; step++) {
                double rate = LOWEST * Math.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
                average = SMOOTHING * average + (1 - SMOOTHING) * trainer.step(next(training, order, random), rate);
                double loss = average / (1 - Math.pow(SMOOTHING, step + 1));
                if (loss > BLOWN_UP * lowest) {
                    break;
                }
                if (loss < lowest) {
                    lowest = loss;
                    best = rate;
                }
            }
        } catch (DivergedException e) {
            // That is what the search is for: the rates before count.
            return best / ROOM;
        }
        return best / ROOM;
    }

    private Batch next(Examples training, List<Integer> order, Random random) throws IOException {
        int count = training.classes().length;
        while (order.size() < Math.min(batch, count)) {
            List<Integer> all =
                    new ArrayList<>(IntStream.range(0, count).boxed().toList());
            Collections.shuffle(all, random);
            order.addAll(all);
        }
        List<Integer> chosen = order.subList(0, Math.min(batch, count));
        Batch next = training.batch(List.copyOf(chosen), 0);
        chosen.clear();
        return next;
    }
}
