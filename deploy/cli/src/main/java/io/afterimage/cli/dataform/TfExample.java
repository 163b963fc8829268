package io.afterimage.cli.dataform;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The features of a {@code tf.train.Example} that are asked for. It is walked through, not parsed: a message of many small or
 * packed values would take many times its bytes in memory. Pure.
 *
 * @param features encoded {@code Feature} messages by name
 */
record TfExample(Map<ByteString, ByteString> features) {
    private static final int FEATURES = 1;
    private static final int FEATURE = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int BYTES_LIST = 1;
    private static final int INT64_LIST = 3;
    private static final int LIST_VALUE = 1;

    /**
     * Reads a message.
     *
     * @param names of the features that are kept
     * @throws FaultException if it is none
     */
    static TfExample read(ByteString message, Set<String> names) throws FaultException {
        Set<ByteString> wanted = names.stream().map(ByteString::copyFromUtf8).collect(Collectors.toSet());
        Map<ByteString, ByteString> features = new HashMap<>();
        ProtoFields entries = new ProtoFields(ProtoFields.last(message, FEATURES), FEATURE);
        for (@Nullable ByteString entry = entries.next(); entry != null; entry = entries.next()) {
            ByteString key = ProtoFields.last(entry, KEY);
            if (wanted.contains(key)) {
                features.put(key, ProtoFields.last(entry, VALUE));
            }
        }
        return new TfExample(features);
    }

    /** The first value of a feature of bytes; empty where there is none. */
    ByteString bytes(String name) throws FaultException {
        ByteString list = ProtoFields.last(feature(name), BYTES_LIST);
        return Objects.requireNonNullElse(new ProtoFields(list, LIST_VALUE).next(), ByteString.EMPTY);
    }

    /** The first value of a feature of whole numbers. */
    OptionalLong number(String name) throws FaultException {
        try {
            return first(ProtoFields.last(feature(name), INT64_LIST).newCodedInput());
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw ProtoFields.malformed();
        }
    }

    private ByteString feature(String name) {
        return features.getOrDefault(ByteString.copyFromUtf8(name), ByteString.EMPTY);
    }

    /** Of packed values and of others. */
    private static OptionalLong first(CodedInputStream list) throws IOException {
        for (int tag = list.readTag(); tag != 0; tag = list.readTag()) {
            boolean packed = tag == ProtoFields.tag(LIST_VALUE, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            if (packed && list.readRawVarint32() == 0) {
                continue;
            }
            if (packed || tag == ProtoFields.tag(LIST_VALUE, WireFormat.WIRETYPE_VARINT)) {
                return OptionalLong.of(list.readInt64());
            }
            list.skipField(tag);
        }
        return OptionalLong.empty();
    }
}
