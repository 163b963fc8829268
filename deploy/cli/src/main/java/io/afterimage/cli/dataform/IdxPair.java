package io.afterimage.cli.dataform;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/**
 * An IDX file of grey images and one of as many labels.
 *
 * @param header of the images
 * @param classes names of the classes by number; none where the numbers are the names
 */
record IdxPair(TreeFile images, TreeFile labels, IdxHeader header, List<String> classes) implements DataSource {
    static DataInputStream open(TreeFile file) throws IOException {
        return new DataInputStream(Unpacking.open(file));
    }

    @Override
    public long size() {
        return header.count();
    }

    @Override
    public void each(Taker taker) {
        int n = 0;
        try (DataInputStream imagesIn = open(images);
                DataInputStream labelsIn = open(labels)) {
            IdxHeader.ofImages(imagesIn);
            IdxHeader.ofLabels(labelsIn);
            for (; n < header.count() && taker.goesOn(); n++) {
                hand(n, labelsIn.readUnsignedByte(), pixels(imagesIn), taker);
            }
        } catch (IOException e) {
            taker.fault(Fault.of(where(n), e));
        }
    }

    private byte[] pixels(DataInputStream in) throws IOException {
        byte[] pixels = in.readNBytes(header.height() * header.width());
        if (pixels.length < header.height() * header.width()) {
            throw new EOFException();
        }
        return pixels;
    }

    private void hand(int n, int number, byte[] pixels, Taker taker) {
        if (classes.isEmpty()) {
            taker.take(new Labelled(
                    where(n), Integer.toString(number), GreyPng.of(header.width(), header.height(), pixels)));
        } else if (number < classes.size()) {
            taker.take(
                    new Labelled(where(n), classes.get(number), GreyPng.of(header.width(), header.height(), pixels)));
        } else {
            taker.fault(new Fault(
                    where(n),
                    Fault.Reason.LABEL_INVALID,
                    "its class is number " + number + ", and " + IdxHeader.CLASSES + " has " + classes.size()
                            + ", counted from 0"));
        }
    }

    private String where(int n) {
        return images.where() + " image " + (n + 1);
    }
}
