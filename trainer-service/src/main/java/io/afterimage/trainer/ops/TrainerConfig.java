package io.afterimage.trainer.ops;

import io.afterimage.trainer.finetune.Preset;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** All that can be set, as system properties or environment variables ({@code AFTERIMAGE_TOPIC_PREFIX}). */
@ConfigMapping(prefix = "afterimage")
public interface TrainerConfig {
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

    /** Where the trainer keeps its files: the data set, runs, features. It can be made anew from the topics. */
    @WithDefault("training")
    Path trainingDir();

    /** Most that any one step of starting or stopping may take. */
    @WithDefault("5s")
    Duration patience();

    /** Most time for finding the labels of feedback that names its images by nothing but their ids. */
    @WithDefault("15s")
    Duration labelPatience();

    /** Names under which the HTTP interface answers; a browser's page of another origin is refused. */
    @WithDefault("localhost,127.0.0.1,[::1]")
    List<String> allowedHosts();

    Split split();

    Image image();

    Http http();

    Run run();

    Trigger trigger();

    Gate gate();

    Mlflow mlflow();

    /** An MLflow server in which runs are recorded as well. */
    interface Mlflow {
        /** Where it listens, {@code http://host:port}; without it nothing is sent. */
        Optional<String> uri();

        /** Name of the experiment there, and of the registered model. */
        @WithDefault("afterimage")
        String name();

        /** File with a token, or with {@code user:password}, where it asks for one. */
        Optional<Path> credentialsFile();
    }

    /** Who promotes what the gate lets through. */
    enum Promotion {
        AUTO,
        MANUAL
    }

    /** What a candidate must prove before it goes live; shares are of 1. */
    interface Gate {
        /** {@code auto}: the trainer promotes what is proven better; {@code manual}: a person does. */
        @WithDefault("auto")
        Promotion promotion();

        /** Most accuracy that may be lost on the classes that candidate and live model both know. */
        @WithDefault("0.01")
        double margin();

        /** Most recall that one class may lose. */
        @WithDefault("0.05")
        double classLoss();

        /** Test examples from which on a class is looked at alone. */
        @WithDefault("30")
        int classExamples();

        /** Test examples that a new class needs before it counts. */
        @WithDefault("20")
        int newClassExamples();

        /** Recall that a new class needs. */
        @WithDefault("0.7")
        double newClassRecall();

        /** Share of the live model's sure answers that labels may contradict before the labels are in doubt. */
        @WithDefault("0.2")
        double mostContradicted();

        /** JSON file that says what a foreign live model's labels mean: {@code {"tabby": "cat"}}. */
        Optional<Path> labelMap();
    }

    /** On which side of the split a group of images comes. */
    interface Split {
        /** Secret of the split, at least 16 bytes; without it a stranger can tell where an image will come. */
        Optional<Path> keyFile();
    }

    /** What an image may cost before it is decoded. */
    interface Image {
        /** Largest encoded image in bytes. */
        @WithDefault("67108864")
        int mostBytes();

        /** Largest image in pixels. */
        @WithDefault("50000000")
        long mostPixels();

        /** Most bytes that decoding one image may hold. */
        @WithDefault("536870912")
        long mostMemory();
    }

    /** The HTTP interface. */
    interface Http {
        /** File with the token that a call which changes something must bring; without it such calls are refused. */
        Optional<Path> tokenFile();
    }

    /** What one run may take. */
    interface Run {
        /** How to train where nobody says so. */
        @WithDefault("auto")
        Preset preset();

        /** Threads that share the work; one less than there are cores, where it is not set. */
        OptionalInt threads();

        /** Most time. */
        @WithDefault("2h")
        Duration time();

        /** Most bytes of Java's heap in its process. */
        @WithDefault("1073741824")
        long heap();

        /** Most bytes of all data in its process, the heap included; on Linux only. */
        @WithDefault("5368709120")
        long memory();

        /** Between asking it to end and killing it. */
        @WithDefault("10s")
        Duration patience();

        /** Most bytes on disk of what models made of images, which later runs use again. */
        @WithDefault("8589934592")
        long cacheBytes();
    }

    /** When a run starts by itself. */
    interface Trigger {
        /** New examples after which it does; 0: never. */
        @WithDefault("200")
        int labels();

        /** Age of the oldest new example after which it does; 0: never. */
        @WithDefault("24h")
        Duration age();

        /** Between two runs, whether or not there is anything new. */
        Optional<Duration> interval();

        /** Least time from the end of one run to the start of the next. */
        @WithDefault("10m")
        Duration pause();
    }
}
