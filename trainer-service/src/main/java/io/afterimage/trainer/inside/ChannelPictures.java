package io.afterimage.trainer.inside;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** What the channels of a layer see, each as a small picture of its own: black where least, white where most. Pure. */
final class ChannelPictures {
    private static final int MOST = 64;
    private static final int LARGEST_SIDE = 64;
    private static final int WHITE = 255;

    private ChannelPictures() {}

    /** The first channels, at most 64, as data URLs of PNG files of at most 64 pixels a side. */
    static List<String> of(Planes planes) {
        return IntStream.range(0, Math.min(MOST, planes.channels()))
                .mapToObj(channel -> Png.dataUrl(picture(planes, channel)))
                .toList();
    }

    private static BufferedImage picture(Planes planes, int channel) {
        int step = Math.max(1, (Math.max(planes.height(), planes.width()) + LARGEST_SIDE - 1) / LARGEST_SIDE);
        int height = Math.max(1, planes.height() / step);
        int width = Math.max(1, planes.width() / step);
        float[] values = new float[height * width];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            values[i] = mean(planes, channel, i / width * step, i % width * step, step);
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < values.length; i++) {
            int level = most > least ? Math.round(WHITE * (values[i] - least) / (most - least)) : 0;
            picture.getRaster().setSample(i % width, i / width, 0, level);
        }
        return picture;
    }

    /** Of a square of values, as far as it lies in the plane. */
    private static float mean(Planes planes, int channel, int top, int left, int side) {
        int bottom = Math.min(planes.height(), top + side);
        int right = Math.min(planes.width(), left + side);
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += planes.at(channel, y, x);
            }
        }
        return (float) (sum / ((bottom - top) * (right - left)));
    }
}
