package io.afterimage.model.image;

/**
 * The part of an image that becomes the model's input: what "short side to {@code resize}, then cut the centre" leaves,
 * found before anything is resized, so that one resize of this part alone does both. Up to rounding to whole pixels of
 * the image.
 *
 * @param x left edge in pixels of the image
 * @param y upper edge in pixels of the image
 * @param width in pixels of the image, at least 1
 * @param height in pixels of the image, at least 1
 */
record CenterCrop(int x, int y, int width, int height) {
    static CenterCrop of(int imageWidth, int imageHeight, int targetWidth, int targetHeight, int resize) {
        double pixelsPerTargetPixel = Math.min(imageWidth, imageHeight) / (double) resize;
        int width = within(imageWidth, targetWidth * pixelsPerTargetPixel);
        int height = within(imageHeight, targetHeight * pixelsPerTargetPixel);
        return new CenterCrop((imageWidth - width) / 2, (imageHeight - height) / 2, width, height);
    }

    /** By how much a JPEG may be scaled down while it is decoded: 1, 2, 4 or 8, its short side at least {@code shortest}. */
    static int scaleDown(ImageHeader header, int shortest) {
        int shortSide = Math.min(header.width(), header.height());
        int scale = 8;
        while (scale > 1 && shortSide / scale < shortest) {
            scale /= 2;
        }
        return scale;
    }

    /** Odd where the side is and even where it is, so that the same lies on both ends: a centre half a pixel off shows. */
    private static int within(int side, double wanted) {
        int odd = side % 2;
        int nearest = 2 * (int) Math.round((wanted - odd) / 2) + odd;
        return Math.max(2 - odd, Math.min(side, nearest));
    }
}
