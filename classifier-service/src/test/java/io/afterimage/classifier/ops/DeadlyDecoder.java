package io.afterimage.classifier.ops;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.afterimage.classifier.TestImages;
import io.afterimage.model.InputGeometry;
import io.afterimage.model.image.DecodeResult;
import io.afterimage.model.image.ImageDecoder;
import io.afterimage.model.image.ImageLimits;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes as ever, but one image makes it send OpenCV's own code to memory that is not there. */
final class DeadlyDecoder extends ImageDecoder {
    static final byte[] DEADLY = TestImages.png(Color.MAGENTA);

    DeadlyDecoder(ImageLimits limits) {
        super(limits);
    }

    @Override
    public DecodeResult decode(byte[] bytes, int offset, int length, InputGeometry geometry, ByteBuffer target) {
        if (Arrays.equals(bytes, offset, offset + length, DEADLY, 0, DEADLY.length)) {
            try (Mat nowhere = new Mat(1, length, CV_8UC1, new Nowhere())) {
                imdecode(nowhere, IMREAD_COLOR).close();
            }
        }
        return super.decode(bytes, offset, length, geometry, target);
    }

    private static final class Nowhere extends Pointer {
        Nowhere() {
            address = 16;
        }
    }
}
