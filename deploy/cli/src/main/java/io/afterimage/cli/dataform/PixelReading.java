package io.afterimage.cli.dataform;

import org.apache.commons.csv.CSVRecord;

/**
 * A line holds a class and the grey pixels of a square image, row by row, as MNIST and Fashion-MNIST are passed on.
 *
 * @param side of each image in pixels
 */
record PixelReading(int side) implements Table.Reading {
    static final int LEAST_SIDE = 4;

    private static final int MOST_DIGITS = 9;

    /** Side of a square of so many pixels; 0 where there is none that is read. */
    static int side(int pixels) {
        int side = (int) Math.round(Math.sqrt(Math.max(0, pixels)));
        return side * side == pixels && side >= LEAST_SIDE && side <= GreyPng.LARGEST_SIDE ? side : 0;
    }

    /** Whether most of what follows the class are numbers: one that is none is a fault, and a header has hardly any. */
    static boolean looksLikePixels(CSVRecord row) {
        long numbers = row.stream().skip(1).filter(cell -> number(cell) >= 0).count();
        return numbers * 2 > row.size();
    }

    @Override
    public Labelled read(CSVRecord row, String where) throws FaultException {
        return new Labelled(where, row.get(0), GreyPng.of(side, side, pixels(row)));
    }

    private byte[] pixels(CSVRecord row) throws FaultException {
        if (row.size() != side * side + 1) {
            throw new FaultException(
                    Fault.Reason.PIXELS_MISCOUNTED,
                    "it has " + (row.size() - 1) + " pixels, the first line has " + side * side);
        }
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.length; i++) {
            int value = number(row.get(i + 1));
            if (value < 0 || value > 255) {
                String cell = row.get(i + 1);
                throw new FaultException(
                        Fault.Reason.PIXEL_INVALID,
                        "pixel " + (i + 1) + " is '" + cell.substring(0, Math.min(20, cell.length()))
                                + "', and no whole number from 0 to 255");
            }
            pixels[i] = (byte) value;
        }
        return pixels;
    }

    /** A whole number from 0 on; negative where it is none. */
    private static int number(String cell) {
        if (cell.isEmpty() || cell.length() > MOST_DIGITS) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
