package io.afterimage.trainer.ops;

/**
 * Which term of office a trainer is in. A loss that no other trainer has used leaves the term as it is, so what was begun in it goes
 * on. One thread says what the group decided; any may ask, and none ever waits.
 */
final class Office {
    private volatile int term;
    private volatile boolean leads;
    private int terms;

    /** Whether it is the one that works, as far as it knows. */
    boolean leads() {
        return leads;
    }

    /** Its term, counted from 1; also while it is lost and may be won back. 0 for none. */
    int term() {
        return term;
    }

    /** @param again nobody else was elected since it was last */
    void won(boolean again) {
        if (term == 0 || !again) {
            term = ++terms;
        }
        leads = true;
    }

    /** The group has lost sight of it; who is elected next is open. */
    void lost() {
        leads = false;
    }

    /** Another one is elected. */
    void left() {
        leads = false;
        term = 0;
    }
}
