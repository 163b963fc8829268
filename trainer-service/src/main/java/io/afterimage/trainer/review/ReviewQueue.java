package io.afterimage.trainer.review;

import com.google.protobuf.ByteString;
import io.afterimage.events.ImageEvents;
import io.afterimage.trainer.label.Newest;
import io.afterimage.trainer.label.SeenLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images that people are asked about. Random draws come in their order and without the prediction; of what the
 * model is not sure of, or what looks like images of another class, one image of a scene, the most useful first and each source
 * in turn. An image is one person's
 * for the length of a loan. Safe for many threads: all state is guarded by this.
 */
public final class ReviewQueue {
    private static final Duration LOOK_AT_AGES = Duration.ofSeconds(30);
    private static final int MOST_UNDONE = 1_000;
    /** Images a second that the model is sure of and whose neighbours are asked, since that takes half a millisecond each. */
    private static final int MOST_SURE = 10;

    private final Duration keep;
    private final InstantSource clock;
    private final Pool pool;
    private final Newest<SeenLabel> draws;
    private final Gallery gallery;
    private final Loans loans;
    private final Handout handout;
    private final Memory memory = new Memory();
    private final Answered answered = new Answered();
    /** What was answered last, so that it can wait again. */
    private final Newest<SeenLabel> drawnLately = new Newest<>(MOST_UNDONE);

    private final Newest<Waiting> unsureLately = new Newest<>(MOST_UNDONE);
    private long sequence;
    private Instant lookedAtAges = Instant.EPOCH;
    private Instant sureSecond = Instant.EPOCH;
    private int sureJudged;

    public ReviewQueue(ReviewSettings settings, InstantSource clock) {
        keep = settings.keep();
        this.clock = clock;
        pool = new Pool(settings);
        draws = new Newest<>(settings.mostDrawn());
        gallery = new Gallery(settings.perShelf());
        loans = new Loans(settings.loan());
        handout = new Handout(settings.drawEvery(), draws, pool, loans);
    }

    /**
     * Judges whether people are to be asked about an image.
     *
     * @param embedding as the label had it; may be empty
     */
    public synchronized void offer(SeenLabel label, ByteString embedding) {
        if (label.said().isEmpty() || answered.contains(label.id()) || tooOld(label, clock.instant())) {
            return;
        }
        gallery.add(label);
        if (label.drawn()) {
            draws.putIfAbsent(label.id(), label);
        } else if ((label.unsure() || mayJudgeSure()) && pool.find(label.id()).isEmpty()) {
            judge(label, Sketch.of(embedding).orElse(null));
        }
    }

    /**
     * A person spoke about an image: nobody is asked about it any more.
     *
     * @param name the class it was given; empty where it is unusable
     */
    public synchronized void answered(String id, String name, Instant when) {
        answered.add(id, when);
        pool.find(id).ifPresent(waiting -> unsureLately.putLast(id, waiting));
        pool.remove(id);
        SeenLabel drawn = draws.remove(id);
        if (drawn != null) {
            drawnLately.putLast(id, drawn);
        }
        gallery.remove(id);
        loans.end(id);
        if (!name.isEmpty()) {
            memory.name(id, name);
        }
    }

    /** A person took back what they said of an image: it waits again, and is in that person's hands for now. */
    public synchronized void retracted(String id, String person) {
        answered.remove(id);
        SeenLabel drawn = drawnLately.remove(id);
        Waiting waiting = unsureLately.remove(id);
        if (drawn != null) {
            draws.putIfAbsent(id, drawn);
        } else if (waiting != null) {
            pool.add(waiting);
        }
        if (drawn != null || waiting != null) {
            loans.lend(id, person, clock.instant());
        }
    }

    /**
     * Lends images to a person.
     *
     * @param most how many, from 1
     * @return as many as there are, each for {@link ReviewSettings#loan}
     */
    public synchronized List<Entry> take(String person, int most, Wish wish) {
        Instant now = clock.instant();
        forget(now);
        return handout.take(person, most, wish, now);
    }

    /**
     * What models put into one class, the least certain first.
     *
     * @param source null for any
     * @param person to whom they are lent; null for nobody
     */
    public synchronized List<Entry> grid(String name, @Nullable String source, int most, @Nullable String person) {
        Instant now = clock.instant();
        forget(now);
        List<Entry> entries = new ArrayList<>();
        for (SeenLabel label : gallery.of(name)) {
            boolean wanted = source == null || source.equals(label.source());
            if (wanted && entries.size() < most && !loans.lent(label.id(), now)) {
                Instant until = person == null ? null : loans.lend(label.id(), person, now);
                entries.add(shown(label, until));
            }
        }
        return entries;
    }

    /**
     * Lends a person the images that the person picked, whether or not they wait: to correct them, to look at them again, or where
     * people differ. Asked again, it renews the loans.
     *
     * @return which; the others are in somebody else's hands
     */
    public synchronized List<String> borrow(String person, Collection<String> ids) {
        Instant now = clock.instant();
        forget(now);
        return ids.stream()
                .filter(ImageEvents::isId)
                .filter(id -> loans.borrow(id, person, now))
                .toList();
    }

    /** How many of a class a grid could show that are in nobody's hands. */
    public synchronized int left(String name) {
        Instant now = clock.instant();
        return (int) gallery.of(name).stream()
                .filter(label -> !loans.lent(label.id(), now))
                .count();
    }

    /**
     * Renews the loans of a person.
     *
     * @return of which images; of the others somebody else may be asked by now
     */
    public synchronized List<String> keep(String person, Collection<String> ids) {
        Instant now = clock.instant();
        return ids.stream()
                .filter(id -> loans.renew(id, person, now).isPresent())
                .toList();
    }

    /** Takes back what a person does not want to decide. They come last for this person, and at once for others. */
    public synchronized void release(String person, Collection<String> ids) {
        ids.forEach(id -> loans.giveBack(id, person));
    }

    /** What waits, lent to nobody by this: what the model is not sure of, then the random draws in their order. */
    public synchronized List<Entry> waiting(int most) {
        Instant now = clock.instant();
        forget(now);
        Stream<Entry> unsure = pool.all().stream().map(waiting -> Entry.unsure(waiting, null));
        Stream<Entry> drawn = draws.values().stream().map(label -> Entry.drawn(label, null));
        return Stream.concat(unsure, drawn)
                .filter(entry -> !loans.lent(entry.label().id(), now))
                .limit(most)
                .toList();
    }

    /** What is known of an image that waits or is in somebody's hands. */
    public synchronized Optional<SeenLabel> find(String id) {
        SeenLabel drawn = draws.get(id);
        return drawn == null ? pool.find(id).map(Waiting::label) : Optional.of(drawn);
    }

    /**
     * Whether a person was handed an image as a random draw, and so without the prediction; for as long as an answer may take,
     * also after the loan has ended.
     */
    public synchronized boolean handedBlind(String id, String person) {
        return handout.handedBlind(id, person);
    }

    /** What waits, in numbers. */
    public synchronized Counts counts() {
        Instant now = clock.instant();
        forget(now);
        Counting counting = new Counting();
        draws.values().stream().filter(label -> !loans.lent(label.id(), now)).forEach(counting::addDrawn);
        pool.all().stream()
                .filter(waiting -> !loans.lent(waiting.label().id(), now))
                .forEach(counting::add);
        return counting.counts(loans.count(now), answered.today(now));
    }

    private void judge(SeenLabel label, @Nullable Sketch sketch) {
        if (memory.showsTheSame(label, sketch)) {
            return;
        }
        Judgement judgement = Judgement.of(label, sketch, memory);
        if (judgement.reasons().isEmpty()) {
            return;
        }
        pool.add(new Waiting(label, judgement, sequence));
        sequence++;
        memory.add(label, sketch);
    }

    private boolean mayJudgeSure() {
        Instant second = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!second.equals(sureSecond)) {
            sureSecond = second;
            sureJudged = 0;
        }
        sureJudged++;
        return sureJudged <= MOST_SURE;
    }

    private Entry shown(SeenLabel label, @Nullable Instant until) {
        return pool.find(label.id())
                .map(waiting -> Entry.unsure(waiting, until))
                .orElseGet(() -> Entry.sure(label, until));
    }

    private boolean tooOld(SeenLabel label, Instant now) {
        return label.receivedAt().isBefore(now.minus(keep));
    }

    private void forget(Instant now) {
        if (now.isBefore(lookedAtAges.plus(LOOK_AT_AGES))) {
            return;
        }
        lookedAtAges = now;
        loans.forgetEnded(now);
        draws.values().removeIf(label -> tooOld(label, now));
        gallery.removeIf(label -> tooOld(label, now));
        pool.removeIf(waiting -> tooOld(waiting.label(), now));
    }
}
