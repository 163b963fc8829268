package io.afterimage.model.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_img_hash.PHash;

/**
 * Makes of a stranger's image what a data set keeps: at most {@value #MOST_BYTES} bytes and a perceptual hash. Decodes as
 * serving does, so that whatever serving refuses is refused here. One compactor belongs to one thread.
 */
public final class ImageCompactor implements AutoCloseable {
    /** Most bytes of a kept image. */
    public static final int MOST_BYTES = 512 * 1000;

    /** Well over the 32 pixels that the hash is made from, and little enough for a JPEG to be decoded at an eighth. */
    private static final int HASHED_SIDE = 64;

    private static final double FIRST_PIXELS = 2_000_000;
    private static final int SHORTEST_SIDE = 1500;
    private static final int FIRST_QUALITY = 92;
    private static final int LEAST_QUALITY = 70;
    private static final int HASH_BYTES = 8;

    private final ImageDecoder decoder;
    private final InputWriter writer = new InputWriter();
    private final Mat hash = new Mat();
    private final PHash hasher;

    public ImageCompactor(ImageLimits limits) {
        decoder = new ImageDecoder(limits);
        hasher = PHash.create();
    }

    /** What the data set keeps of these bytes; no image, however broken, makes this throw. */
    public CompactImage compact(byte[] encoded) {
        try {
            EncodedBytes image = new EncodedBytes(encoded, 0, encoded.length);
            DecodeResult hashed = decoder.decode(image, HASHED_SIDE, this::hash);
            if (hashed instanceof DecodeResult.Rejected rejected) {
                return new CompactImage.Rejected(rejected.rejection());
            }
            long perceptualHash = hashBits();
            return encoded.length <= MOST_BYTES
                    ? new CompactImage.Kept(encoded, perceptualHash)
                    : shrunk(image, perceptualHash);
        } catch (UnusableImageException e) {
            return new CompactImage.Rejected(e.rejection());
        }
    }

    @Override
    public void close() {
        hasher.close();
        hash.close();
        writer.close();
        decoder.close();
    }

    private CompactImage shrunk(EncodedBytes image, long perceptualHash) throws UnusableImageException {
        byte[][] encoded = new byte[1][];
        DecodeResult result =
                decoder.decode(image, SHORTEST_SIDE, (pixels, header) -> encoded[0] = encode(pixels, header));
        return result instanceof DecodeResult.Rejected rejected
                ? new CompactImage.Rejected(rejected.rejection())
                : new CompactImage.Kept(encoded[0], perceptualHash);
    }

    private void hash(Mat pixels, ImageHeader header) {
        Mat small = writer.upright(pixels, whole(pixels), HASHED_SIDE, HASHED_SIDE, header.orientation());
        hasher.compute(small, hash);
    }

    private long hashBits() {
        ByteBuffer bits = ByteBuffer.allocate(HASH_BYTES).order(ByteOrder.BIG_ENDIAN);
        hash.data().get(bits.array());
        return bits.getLong();
    }

    /** Fewer pixels and less quality each time: the last image that is tried holds some 100,000 pixels. */
    private byte[] encode(Mat pixels, ImageHeader header) {
        double budget = FIRST_PIXELS;
        int quality = FIRST_QUALITY;
        byte[] jpeg = jpeg(pixels, header, budget, quality);
        while (jpeg.length > MOST_BYTES) {
            budget /= 2;
            quality = Math.max(LEAST_QUALITY, quality - 5);
            jpeg = jpeg(pixels, header, budget, quality);
        }
        return jpeg;
    }

    private byte[] jpeg(Mat pixels, ImageHeader header, double budget, int quality) {
        double scale = Math.min(1, Math.sqrt(budget / ((double) pixels.cols() * pixels.rows())));
        int width = Math.max(1, (int) Math.round(pixels.cols() * scale));
        int height = Math.max(1, (int) Math.round(pixels.rows() * scale));
        Mat standing = writer.upright(pixels, whole(pixels), width, height, header.orientation());
        return Jpegs.encode(standing, quality);
    }

    private static CenterCrop whole(Mat pixels) {
        return new CenterCrop(0, 0, pixels.cols(), pixels.rows());
    }
}
