package io.afterimage.trainer.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The description of all paths, kept by hand beside this class. */
public final class ApiDescription {
    private static final String FILE = "openapi.json";

    private ApiDescription() {}

    /** As a JSON object: OpenAPI 3.1. */
    public static Map<String, Object> read() {
        try (InputStream file =
                Objects.requireNonNull(ApiDescription.class.getResourceAsStream(FILE), "the build lacks " + FILE)) {
            return new JsonMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("The build's " + FILE + " cannot be read", e);
        }
    }
}
