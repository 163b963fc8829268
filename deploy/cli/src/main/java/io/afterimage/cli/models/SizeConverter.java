package io.afterimage.cli.models;

import io.afterimage.model.onnx.InputSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The size of a model's input as people write it: {@code 224}, or {@code 320x240} for width and height. */
final class SizeConverter implements ITypeConverter<InputSize> {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})(?:[xX]([1-9][0-9]{0,4}))?");

    @Override
    public InputSize convert(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no size, such as 224 or 320x240");
        }
        int width = Integer.parseInt(matcher.group(1));
        return new InputSize(width, matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2)));
    }
}
