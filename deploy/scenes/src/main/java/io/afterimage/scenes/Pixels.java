package io.afterimage.scenes;

/** What optics and sensor make of a drawn picture. For one thread. */
final class Pixels {
    private static final double NOISE = 62;

    private final int width;
    private final int height;
    private final int[] line;

    Pixels(int width, int height) {
        this.width = width;
        this.height = height;
        this.line = new int[Math.max(width, height)];
    }

    /**
     * Blurs along rows and columns.
     *
     * @param rgb row by row, changed
     * @param across pixels to each side that are averaged, along rows
     * @param down likewise along columns
     */
    void blur(int[] rgb, int across, int down) {
        for (int y = 0; across > 0 && y < height; y++) {
            blur(rgb, y * width, 1, width, across);
        }
        for (int x = 0; down > 0 && x < width; x++) {
            blur(rgb, x, width, height, down);
        }
    }

    private void blur(int[] rgb, int start, int step, int length, int reach) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = 0; i < length; i++) {
            line[i] = rgb[start + i * step];
        }
        for (int i = -reach; i < length + reach; i++) {
            int in = line[Math.max(0, Math.min(length - 1, i))];
            red += (in >> 16) & 255;
            green += (in >> 8) & 255;
            blue += in & 255;
            if (i < reach) {
                continue;
            }
            int places = 2 * reach + 1;
            rgb[start + (i - reach) * step] = ((red / places) << 16) | ((green / places) << 8) | (blue / places);
            int out = line[Math.max(0, i - 2 * reach)];
            red -= (out >> 16) & 255;
            green -= (out >> 8) & 255;
            blue -= out & 255;
        }
    }

    /**
     * Lights the picture and adds the sensor's noise.
     *
     * @param rgb row by row, changed
     * @param noise from 0 to 1
     */
    void expose(int[] rgb, Light light, double noise, Chance chance) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = rgb[y * width + x];
                double seen = light.at(x, y);
                double more = light.glare(x, y);
                int exposed = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int value = (colour >> (16 - 8 * channel)) & 255;
                    double grain = noise * NOISE * chance.bell();
                    exposed = (exposed << 8) | limited(value * seen * light.tint(channel) + more + grain);
                }
                rgb[y * width + x] = exposed;
            }
        }
    }

    private static int limited(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }
}
