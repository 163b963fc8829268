package io.afterimage.cli.dataform;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/**
 * How an IDX file begins, the form that MNIST is published in: two zeros, the type of its numbers, how many dimensions, and the
 * length of each in big-endian.
 *
 * @param count images or labels
 * @param height of an image in pixels; 1 for labels
 * @param width of an image in pixels; 1 for labels
 */
public record IdxHeader(int count, int height, int width) {
    /** What an IDX file of labels begins with. */
    public static final int LABELS = 0x0801;
    /** What an IDX file of images begins with. */
    public static final int IMAGES = 0x0803;

    /** A file beside it with the names of the classes in the order of their numbers, a line each; not part of the form. */
    public static final String CLASSES = "labels.txt";

    private static final Set<Integer> TYPES = Set.of(0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E);
    private static final int MOST_DIMENSIONS = 4;

    /** Whether bytes begin as an IDX file does, of any type. */
    static boolean begins(byte[] head) {
        return head.length >= 2 * Integer.BYTES
                && head[0] == 0
                && head[1] == 0
                && TYPES.contains((int) head[2])
                && head[3] > 0
                && head[3] <= MOST_DIMENSIONS;
    }

    /** Of bytes that begin as an IDX file does: whether it holds one number each. */
    static boolean isOfLabels(byte[] head) {
        return head[3] == 1;
    }

    static IdxHeader ofImages(DataInputStream in) throws IOException {
        require(in, IMAGES, "grey images of a byte a pixel");
        return new IdxHeader(count(in), side(in), side(in));
    }

    static IdxHeader ofLabels(DataInputStream in) throws IOException {
        require(in, LABELS, "labels of a byte each");
        return new IdxHeader(count(in), 1, 1);
    }

    private static void require(DataInputStream in, int magic, String what) throws IOException {
        if (in.readInt() != magic) {
            throw wrong("of IDX files only " + what + " are read");
        }
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw wrong("it announces " + Integer.toUnsignedString(count) + " of them");
        }
        return count;
    }

    private static int side(DataInputStream in) throws IOException {
        int side = in.readInt();
        if (side < 1 || side > GreyPng.LARGEST_SIDE) {
            throw wrong("its images have a side of " + Integer.toUnsignedString(side) + " pixels; 1 to "
                    + GreyPng.LARGEST_SIDE + " are read");
        }
        return side;
    }

    private static FaultException wrong(String detail) {
        return new FaultException(Fault.Reason.HEADER_INVALID, detail);
    }
}
