package io.afterimage.bench.crash;

import io.afterimage.bench.measure.Ledger;
import io.afterimage.bench.rig.LabelFollower;
import io.afterimage.bench.rig.Rig;
import io.afterimage.bench.rig.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Two classifiers at full load, and what kills them. For one thread. */
final class CrashRun {
    private static final int CLASSIFIERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Rig rig;
    private final Task task;
    private final Consumer<String> say;

    CrashRun(Rig rig, Task task, Consumer<String> say) {
        this.rig = rig;
        this.task = task;
        this.say = say;
    }

    /**
     * Runs until each image has its label, or none comes any more; then reads what else there is.
     *
     * @return how many processes were killed
     */
    int run(Ledger ledger, int each, int brokerKills, long seed) throws InterruptedException {
        Deque<KillPlan.Kill> plan =
                new ArrayDeque<>(KillPlan.draw(seed, ledger.images(), CLASSIFIERS, each, brokerKills)
                        .kills());
        int kills = 0;
        try (LabelFollower follower = new LabelFollower(task.client(), task.topics());
                Victims victims = new Victims(rig, task, CLASSIFIERS)) {
            long last = System.nanoTime();
            while (ledger.lost() > 0 && System.nanoTime() - last < PATIENCE.toNanos()) {
                int before = ledger.lost();
                follower.poll(ledger);
                last = ledger.lost() < before ? System.nanoTime() : last;
                kills += next(plan, ledger, victims);
                victims.revive();
            }
            if (!plan.isEmpty()) {
                say.accept(plan.size() + " kills did not come to pass: the images ended before");
            }
            victims.stop();
            follower.readToEnd(ledger);
        }
        return kills;
    }

    /** Kills the next victim once its time has come; one that is dead is killed when it lives again. */
    private int next(Deque<KillPlan.Kill> plan, Ledger ledger, Victims victims) throws InterruptedException {
        KillPlan.Kill kill = plan.peek();
        if (kill == null || ledger.labelled() < kill.labels() || !victims.kill(kill.victim())) {
            return 0;
        }
        plan.remove();
        say.accept("At label " + ledger.labelled() + ": killed "
                + (kill.victim() == KillPlan.BROKER ? "the broker" : "classifier " + kill.victim()));
        return 1;
    }
}
