package io.afterimage.cli.dataform;

import com.google.protobuf.ByteString;
import io.afterimage.model.image.ImageLimits;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A TFRecord file of {@code tf.train.Example} messages with an encoded image and its class, by name or by number, under the names
 * that TensorFlow's own data sets have.
 */
record TfRecords(TreeFile file) implements DataSource {
    private static final int LONGEST_TEXT = 4096;
    private static final Set<String> FEATURES =
            Set.of(TfFeatures.IMAGE, TfFeatures.LABEL, TfFeatures.TEXT, TfFeatures.HASH);

    @Override
    public long size() {
        return -1;
    }

    @Override
    public void each(Taker taker) {
        long n = 1;
        try (TfRecordReader reader = new TfRecordReader(Unpacking.open(file))) {
            for (; taker.goesOn() && reader.hasNext(); n++) {
                hand(reader, where(n), taker);
            }
        } catch (IOException e) {
            taker.fault(Fault.of(where(n), e));
        }
    }

    /** What is wrong with a record stays with it, as long as the next can be found. */
    private static void hand(TfRecordReader reader, String where, Taker taker) throws IOException {
        try {
            taker.take(labelled(TfExample.read(reader.next(), FEATURES), where));
        } catch (FaultException e) {
            taker.fault(Fault.of(where, e));
        }
    }

    private static Labelled labelled(TfExample example, String where) throws FaultException {
        ByteString image = example.bytes(TfFeatures.IMAGE);
        if (image.isEmpty()) {
            throw missing(TfFeatures.IMAGE, "bytes");
        }
        ByteString most = image.substring(0, Math.min(image.size(), ImageLimits.DEFAULTS.encodedBytes() + 1));
        return new Labelled(where, label(example), "", text(example, TfFeatures.HASH), most.toByteArray());
    }

    private static String label(TfExample example) throws FaultException {
        String text = text(example, TfFeatures.TEXT);
        if (!text.isEmpty()) {
            return text;
        }
        OptionalLong number = example.number(TfFeatures.LABEL);
        if (number.isEmpty()) {
            throw missing(TfFeatures.LABEL, "a whole number, nor " + TfFeatures.TEXT + " with a name");
        }
        return Long.toString(number.getAsLong());
    }

    private static String text(TfExample example, String name) throws FaultException {
        ByteString text = example.bytes(name);
        if (text.size() > LONGEST_TEXT || !text.isValidUtf8()) {
            throw new FaultException(Fault.Reason.TEXT_INVALID, name + " is no UTF-8 text, or too long");
        }
        return text.toStringUtf8();
    }

    private static FaultException missing(String name, String what) {
        return new FaultException(Fault.Reason.FEATURE_MISSING, "it has no feature " + name + " with " + what);
    }

    private String where(long n) {
        return file.where() + " record " + n;
    }
}
