package io.afterimage.bench.decode;

import java.time.Duration;
import java.util.List;

/** Measures one way of decoding on one thread. */
final class Measured {
    private Measured() {}

    /** Images a second over and over the same ones, after a warm-up of the same time; 0 where one is not decoded. */
    static double perSecond(List<byte[]> encoded, Decode decode, Duration time) {
        if (!encoded.stream().allMatch(decode::decode)) {
            return 0;
        }
        var unused = rate(encoded, decode, time);
        return rate(encoded, decode, time);
    }

    private static double rate(List<byte[]> encoded, Decode decode, Duration time) {
        long begun = System.nanoTime();
        long now = begun;
        long done = 0;
        while (now - begun < time.toNanos()) {
            var unused = decode.decode(encoded.get((int) (done % encoded.size())));
            done++;
            now = System.nanoTime();
        }
        return done / ((now - begun) / 1e9);
    }
}
