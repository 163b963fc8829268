package io.afterimage.classifier.infer;

import io.afterimage.classifier.TestImages;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

/** One of those who send images, take them back and want them sooner, as a random number decides. For one thread. */
final class RandomClient implements Callable<List<RandomClient.Sent>> {
    /** The first byte of a pixel that the device refuses. */
    static final int POISON = 200;

    private static final int STEPS = 120;

    private final Random random;
    private final Runners runners;
    private final Runnable swap;
    private final List<Sent> sent = new ArrayList<>();

    /** @param swap makes another model live */
    RandomClient(Random random, Runners runners, Runnable swap) {
        this.random = random;
        this.runners = runners;
        this.swap = swap;
    }

    /** What an image is, and so how it ends. */
    enum Kind {
        RED,
        GREEN,
        BLUE,
        /** No decoder takes it. */
        BROKEN,
        /** No run of a model takes it. */
        POISONED;

        /** What a model may call it; nothing where none gets to see it. */
        Set<String> labels() {
            return switch (this) {
                case RED -> Set.of("red", "rouge");
                case GREEN -> Set.of("green", "vert");
                case BLUE -> Set.of("blue", "bleu");
                case BROKEN, POISONED -> Set.of();
            };
        }

        private byte[] image() {
            return switch (this) {
                case RED -> TestImages.png(Color.RED);
                case GREEN -> TestImages.png(Color.GREEN);
                case BLUE -> TestImages.png(Color.BLUE);
                case BROKEN -> new byte[] {1, 2, 3};
                case POISONED -> TestImages.png(new Color(POISON, 0, 0));
            };
        }
    }

    /** An image that the runners took. */
    static final class Sent {
        private final Kind kind;
        private final ImageTask task;
        private boolean takenBack;

        private Sent(Kind kind) {
            this.kind = kind;
            task = new ImageTask(new ImageRecord(
                    "images", 0, 0, TestImages.event(kind.image()).build().toByteArray(), 0));
        }

        Kind kind() {
            return kind;
        }

        ImageTask task() {
            return task;
        }

        boolean takenBack() {
            return takenBack;
        }
    }

    /** All that the runners have to answer. */
    @Override
    public List<Sent> call() {
        for (int i = 0; i < STEPS; i++) {
            int what = random.nextInt(100);
            if (what < 84 || sent.isEmpty()) {
                send();
            } else if (what < 90) {
                runners.expedite(any().task, true);
            } else if (what < 96) {
                Sent unwanted = any();
                unwanted.takenBack = true;
                runners.cancel(unwanted.task);
            } else {
                swap.run();
            }
        }
        return sent;
    }

    private void send() {
        Sent image = new Sent(Kind.values()[random.nextInt(Kind.values().length)]);
        if (runners.submit(image.task)) {
            sent.add(image);
        } else if (random.nextBoolean()) {
            // As a stream thread does that the queue had no room for.
            runners.expedite(image.task, false);
            sent.add(image);
        }
    }

    private Sent any() {
        return sent.get(random.nextInt(sent.size()));
    }
}
