package io.afterimage.cli.feed;

import io.afterimage.scenes.Scenario;

/** What simulated cameras see by turns: by day, and then by night. */
final class CameraPictures implements Pictures {
    private final CameraEvents events;
    private final Plan plan;
    private long number;

    CameraPictures(CameraEvents events, Plan plan) {
        this.events = events;
        this.plan = plan;
    }

    /**
     * What they come to see; the same plan gives the same images.
     *
     * @param cameras from 1
     * @param first what there is to see at first
     * @param change image from which on there is something else to see, from 0
     * @param then what that is
     * @param count images in all; negative: without end
     */
    record Plan(int cameras, Scenario first, long change, Scenario then, long count, long seed) {}

    @Override
    public long count() {
        return plan.count();
    }

    @Override
    public boolean hasNext() {
        return plan.count() < 0 || number < plan.count();
    }

    @Override
    public Picture next() {
        Scenario scenario = number < plan.change() ? plan.first() : plan.then();
        Picture picture = events.of(scenario.scene(plan.seed(), (int) (number % plan.cameras()), number), number);
        number++;
        return picture;
    }

    @Override
    public void close() {
        events.close();
    }
}
