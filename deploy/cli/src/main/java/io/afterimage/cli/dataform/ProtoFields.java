package io.afterimage.cli.dataform;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The messages, texts and bytes that one field of an encoded protobuf message holds, one after another and not copied. */
final class ProtoFields {
    private final CodedInputStream in;
    private final int tag;

    ProtoFields(ByteString message, int field) {
        in = message.newCodedInput();
        in.enableAliasing(true);
        tag = tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    static int tag(int field, int type) {
        return (field << 3) | type;
    }

    /** The last one, as protobuf has it for a field that is there more than once; empty where there is none. */
    static ByteString last(ByteString message, int field) throws FaultException {
        ProtoFields fields = new ProtoFields(message, field);
        ByteString last = ByteString.EMPTY;
        for (ByteString value = fields.next(); value != null; value = fields.next()) {
            last = value;
        }
        return last;
    }

    static FaultException malformed() {
        return new FaultException(Fault.Reason.RECORD_MALFORMED, "it holds no tf.train.Example");
    }

    /** The next one; null after the last. */
    @Nullable
    ByteString next() throws FaultException {
        try {
            for (int next = in.readTag(); next != 0; next = in.readTag()) {
                if (next == tag) {
                    return in.readBytes();
                }
                in.skipField(next);
            }
            return null;
        } catch (IOException e) {
            throw malformed();
        }
    }
}
