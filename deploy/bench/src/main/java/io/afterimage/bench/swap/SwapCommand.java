package io.afterimage.bench.swap;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "swap")
public final class SwapCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
