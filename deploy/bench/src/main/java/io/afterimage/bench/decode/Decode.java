package io.afterimage.bench.decode;

/** A way from an encoded image to a model's input. For one thread. */
interface Decode {
    /** Decodes one image; false if it does not know the format. */
    boolean decode(byte[] encoded);
}
