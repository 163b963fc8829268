package io.afterimage.classifier.ops;

import io.afterimage.model.device.Precision;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** All that can be set, as system properties or environment variables ({@code AFTERIMAGE_TOPIC_PREFIX}). */
@ConfigMapping(prefix = "afterimage")
public interface ClassifierConfig {
    /** Brokers to begin with, {@code host:port}, separated by commas. */
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /** Kafka client settings for TLS and SASL, as a properties file. */
    Optional<Path> clientProperties();

    /** Start of all topic names; one prefix is one task. */
    @WithDefault("afterimage.")
    String topicPrefix();

    /** Where models and large images lie: a path or a URI. */
    @WithDefault("store")
    String store();

    /** Where Kafka Streams keeps its own files. */
    @WithDefault("streams")
    Path stateDir();

    /** Threads that decode, and on a CPU infer as well; as many as there are cores if not set. */
    OptionalInt runners();

    /** Where models run: {@code auto} for the first GPU that works, else the CPU; {@code cpu}; {@code cuda:N}. */
    @WithDefault("auto")
    String device();

    /** What to do when the GPU fails: end, so that a supervisor starts the process again, or go on on the CPU. */
    @WithDefault("none")
    Fallback deviceFallback();

    /** Bytes of the GPU's memory for one model; during a swap two are there. */
    @WithDefault("4294967296")
    long deviceMemory();

    /** What models compute in on a GPU: float16 is about twice as fast, and taken only where a model's scores stay as they are. */
    @WithDefault("float32")
    Precision devicePrecision();

    /** Threads that run the model on a GPU: with two, one batch is copied while the other is computed. */
    @WithDefault("2")
    int deviceRunners();

    /** Most images in one run on a GPU, 1 to 256. */
    @WithDefault("32")
    int largestBatch();

    /** Threads that poll and commit. */
    @WithDefault("2")
    int streamThreads();

    /** Most that any one step of starting, waiting for an image or stopping may take. */
    @WithDefault("5s")
    Duration patience();

    /** Pause before a model that was refused is tried again, as its store may have been mended. */
    @WithDefault("60s")
    Duration retryRefused();

    /** Names under which the HTTP interface answers; a browser's page of another origin is refused. */
    @WithDefault("localhost,127.0.0.1,[::1]")
    List<String> allowedHosts();

    Label label();

    Draw draw();

    Image image();

    Traces traces();

    Http http();

    /** What stands in for a GPU that fails. */
    enum Fallback {
        NONE,
        CPU
    }

    /** What a label says. */
    interface Label {
        /** A first class less certain than this, from 0 (chance) to 1, is unsure, and marked for review. */
        @WithDefault("0.5")
        double unsureBelow();

        /** Most classes that a label ranks. */
        @WithDefault("5")
        int top();
    }

    /** The share of images drawn at random for review. */
    interface Draw {
        /** Probability with which each image is drawn. */
        @WithDefault("0.01")
        double share();

        /** File with at least 16 secret bytes; without it each process makes its own key. */
        Optional<Path> keyFile();
    }

    /** What an image may cost. */
    interface Image {
        /** Most bytes of an encoded image. */
        @WithDefault("67108864")
        int mostBytes();

        /** Most pixels of a decoded image. */
        @WithDefault("50000000")
        long mostPixels();

        /** Most bytes that decoding one image may hold at once. */
        @WithDefault("536870912")
        long mostMemory();
    }

    /** Where the time of each image went, told to a tracing system by OpenTelemetry. */
    interface Traces {
        /** The collector's full URL for OTLP over HTTP; without it nothing is traced. */
        Optional<URI> endpoint();

        /** Share of the images traced whose sender decided nothing; a sender's own decision holds. */
        @WithDefault("0.01")
        double share();
    }

    /** What the HTTP interface takes. */
    interface Http {
        /** File with the token that every call which changes something must bring; without it none is answered. */
        Optional<Path> tokenFile();

        /** Most uploads at once, those included that wait for their label. */
        @WithDefault("512")
        int mostRequests();

        /** Most bytes of uploaded images that are held until brokers or store have them. */
        @WithDefault("134217728")
        long mostHeld();

        /** Most time that a body may take to arrive. */
        @WithDefault("30s")
        Duration bodyTime();

        /** Most uploads a second from one source. */
        @WithDefault("1000")
        int sourceRate();

        /** Most clients that follow labels at once. */
        @WithDefault("100")
        int mostFollowers();
    }
}
