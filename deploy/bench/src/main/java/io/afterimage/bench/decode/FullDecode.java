package io.afterimage.bench.decode;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.afterimage.model.InputGeometry;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** OpenCV at full size, then a resize of the short side, the centre cut out, and RGB. */
final class FullDecode implements Decode, AutoCloseable {
    private final InputGeometry geometry;
    private final Mat pixels = new Mat();
    private final Mat resized = new Mat();
    private final Mat input = new Mat();

    FullDecode(InputGeometry geometry) {
        this.geometry = geometry;
    }

    @Override
    public boolean decode(byte[] encoded) {
        try (BytePointer bytes = new BytePointer(encoded);
                Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
                Mat decoded = imdecode(buffer, IMREAD_COLOR, pixels)) {
            if (decoded.empty()) {
                return false;
            }
            double factor = (double) geometry.resize() / Math.min(decoded.rows(), decoded.cols());
            int width = Math.max(geometry.width(), (int) Math.round(decoded.cols() * factor));
            int height = Math.max(geometry.height(), (int) Math.round(decoded.rows() * factor));
            try (Size size = new Size(width, height)) {
                resize(decoded, resized, size, 0, 0, INTER_AREA);
            }
            cut(width, height);
            return true;
        }
    }

    private void cut(int width, int height) {
        int left = (width - geometry.width()) / 2;
        int top = (height - geometry.height()) / 2;
        try (Rect centre = new Rect(left, top, geometry.width(), geometry.height());
                Mat cut = new Mat(resized, centre)) {
            cvtColor(cut, input, COLOR_BGR2RGB);
        }
    }

    @Override
    public void close() {
        input.close();
        resized.close();
        pixels.close();
    }
}
