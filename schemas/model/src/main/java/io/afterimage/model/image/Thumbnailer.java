package io.afterimage.model.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes of a stranger's image one that can be shown: small, upright, opaque, and encoded anew, so that no byte of the
 * stranger's reaches who looks at it. Decodes as serving does. One thumbnailer belongs to one thread.
 */
public final class Thumbnailer implements AutoCloseable {
    private static final int QUALITY = 85;

    private final ImageDecoder decoder;
    private final InputWriter writer = new InputWriter();

    public Thumbnailer(ImageLimits limits) {
        decoder = new ImageDecoder(limits);
    }

    /**
     * The image made small; no image, however broken, makes this throw.
     *
     * @param side most pixels of the longer side, from 1; a smaller image keeps its size
     */
    public Thumbnail make(byte[] encoded, int side) {
        byte[][] made = new byte[1][];
        try {
            DecodeResult result = decoder.decode(
                    new EncodedBytes(encoded, 0, encoded.length),
                    side,
                    (pixels, header) -> made[0] = jpeg(pixels, header, side));
            return result instanceof DecodeResult.Rejected rejected
                    ? new Thumbnail.Rejected(rejected.rejection())
                    : new Thumbnail.Made(made[0]);
        } catch (UnusableImageException e) {
            return new Thumbnail.Rejected(e.rejection());
        }
    }

    @Override
    public void close() {
        writer.close();
        decoder.close();
    }

    private byte[] jpeg(Mat pixels, ImageHeader header, int side) {
        double scale = Math.min(1, (double) side / Math.max(pixels.cols(), pixels.rows()));
        int width = Math.max(1, (int) Math.round(pixels.cols() * scale));
        int height = Math.max(1, (int) Math.round(pixels.rows() * scale));
        CenterCrop whole = new CenterCrop(0, 0, pixels.cols(), pixels.rows());
        return Jpegs.encode(writer.upright(pixels, whole, width, height, header.orientation()), QUALITY);
    }
}
