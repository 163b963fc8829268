package io.afterimage.bench.jmh;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "jmh")
public final class JmhCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
