package io.afterimage.trainer.review;

import io.afterimage.trainer.label.Newest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has which image in hand. What is not renewed in time is free again. Not safe for several threads. */
final class Loans {
    private static final int MOST_PASSED = 10_000;

    private final Duration length;
    private final Map<String, Loan> loans = new HashMap<>();
    /** Who gave an image back last; it comes last for that person. */
    private final Newest<String> passed = new Newest<>(MOST_PASSED);

    private record Loan(String person, Instant until) {}

    Loans(Duration length) {
        this.length = length;
    }

    /**
     * Whether this person may have it now: nobody has it, in no other tab either, and the person did not just give it
     * back.
     */
    boolean free(String id, String person, Instant now) {
        return !lent(id, now) && !person.equals(passed.get(id));
    }

    boolean lent(String id, Instant now) {
        Loan loan = loans.get(id);
        return loan != null && loan.until().isAfter(now);
    }

    /** From now on it is the person's; until when. */
    Instant lend(String id, String person, Instant now) {
        Instant until = now.plus(length);
        loans.put(id, new Loan(person, until));
        return until;
    }

    /** The person's, unless somebody else has it; whether it is. */
    boolean borrow(String id, String person, Instant now) {
        Loan loan = loans.get(id);
        boolean anothers =
                loan != null && loan.until().isAfter(now) && !loan.person().equals(person);
        if (!anothers) {
            lend(id, person, now);
        }
        return !anothers;
    }

    /** Longer, if it is still the person's; empty where somebody else may have it by now. */
    Optional<Instant> renew(String id, String person, Instant now) {
        Loan loan = loans.get(id);
        return loan != null && loan.person().equals(person) ? Optional.of(lend(id, person, now)) : Optional.empty();
    }

    void giveBack(String id, String person) {
        Loan loan = loans.get(id);
        if (loan != null && loan.person().equals(person)) {
            loans.remove(id);
            passed.putLast(id, person);
        }
    }

    /** It was answered. */
    void end(String id) {
        loans.remove(id);
        passed.remove(id);
    }

    /** What the person gave back may come again; false if there was nothing. */
    boolean forgetPassed(String person) {
        return passed.values().removeIf(person::equals);
    }

    void forgetEnded(Instant now) {
        loans.values().removeIf(loan -> !loan.until().isAfter(now));
    }

    int count(Instant now) {
        return (int) loans.values().stream()
                .filter(loan -> loan.until().isAfter(now))
                .count();
    }
}
