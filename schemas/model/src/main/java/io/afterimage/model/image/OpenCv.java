package io.afterimage.model.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_img_hash;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * Loads the modules in use, once a process. OpenCV writes to the error stream what it finds in broken images,
 * without a bound; only {@code OPENCV_LOG_LEVEL=SILENT} in the process's environment keeps it from that.
 */
final class OpenCv {
    static {
        // JavaCPP stops the process's allocations once its resident memory passes twice the Java heap. Inference
        // sessions count for that as well, and owners here close what they take, so the bound would only misfire.
        setUnlessGiven("org.bytedeco.javacpp.maxBytes");
        setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes");
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        Loader.load(opencv_img_hash.class);
        // One image, one thread: what runs at the same time is other images.
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /** Returns once OpenCV is ready; the first call takes about a second where nothing is unpacked yet. */
    static void load() {
        // The work is done where the class begins.
    }

    private static void setUnlessGiven(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "0");
        }
    }
}
