package io.afterimage.bench.decode;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stub. */
@Command(name = "decode")
public final class DecodeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
