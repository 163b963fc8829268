package io.afterimage.classifier.infer.batched;

import java.nio.ByteBuffer;

/** Direct memory that is allocated anew only when another size is asked for. Has one user at a time. */
final class PixelBuffer {
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    /** Exactly so many bytes, from position 0. What was written before is still there if the size is the same. */
    ByteBuffer of(int bytes) {
        if (memory.capacity() != bytes) {
            memory = ByteBuffer.allocateDirect(bytes);
        }
        return memory.clear();
    }
}
