package io.afterimage.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/**
 * The one place where a test asks for a broker: a container where a Docker engine answers, a child process otherwise.
 * {@code AFTERIMAGE_TEST_BROKER=container|process}, in the environment or as a system property, insists on one.
 */
public final class TestBroker implements AutoCloseable {
    private static final String CHOICE = "AFTERIMAGE_TEST_BROKER";

    /** Where the shared broker is: a property rather than a field, since Quarkus loads this class more than once. */
    private static final String SHARED = "io.afterimage.test-broker";

    /** Quickly up, and of no long life. */
    private static final List<String> JAVA_OPTIONS = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final String bootstrapServers;
    private final @Nullable LocalBroker process;
    private final AutoCloseable resource;

    private TestBroker(String bootstrapServers, @Nullable LocalBroker process, AutoCloseable resource) {
        this.bootstrapServers = bootstrapServers;
        this.process = process;
        this.resource = resource;
    }

    /** What the broker runs in. */
    private enum Kind {
        CONTAINER,
        PROCESS
    }

    /** The broker that all tests of this JVM share. It is closed when the JVM ends. */
    public static TestBroker shared() {
        // An object that is the same for every class loader, and that nobody else locks.
        synchronized (Runtime.getRuntime()) {
            if (System.getProperty(SHARED) == null) {
                startShared();
            }
            return new TestBroker(System.getProperty(SHARED), null, () -> {});
        }
    }

    /** In the class loader that lasts: Quarkus has closed its own when the JVM ends, and from there no container can be stopped. */
    private static void startShared() {
        ClassLoader lasting = ClassLoader.getSystemClassLoader();
        if (TestBroker.class.getClassLoader() == lasting) {
            Kind kind = chosen();
            TestBroker broker = kind == Kind.CONTAINER ? inContainer() : start();
            System.out.println("test broker: " + kind + " " + broker.bootstrapServers);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-close"));
            System.setProperty(SHARED, broker.bootstrapServers);
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(lasting);
        try {
            lasting.loadClass(TestBroker.class.getName()).getMethod("shared").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The shared broker did not start", e);
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    /** A broker of the test's own, always a child process, that it may stop, kill and start again. */
    public static TestBroker start() {
        try {
            Path folder = Files.createTempDirectory("io.afterimage.test-broker");
            LocalBroker broker = new LocalBroker(
                    BrokerConfig.in(folder, BrokerClassPath.jars()).withJavaOptions(JAVA_OPTIONS));
            broker.start();
            return new TestBroker(broker.bootstrapServers(), broker, () -> {
                broker.kill();
                delete(folder);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker started", e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The process of a broker from {@link #start()}: to stop, kill and start again, with the same ports and data. */
    public LocalBroker process() {
        return Optional.ofNullable(process)
                .orElseThrow(() -> new IllegalStateException("The shared broker is not to be stopped"));
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("The test broker was not closed in order", e);
        }
    }

    private static TestBroker inContainer() {
        BrokerContainer container = BrokerContainer.started();
        return new TestBroker(container.bootstrapServers(), null, container);
    }

    private static Kind chosen() {
        String choice = Optional.ofNullable(System.getProperty(CHOICE))
                .or(() -> Optional.ofNullable(System.getenv(CHOICE)))
                .orElse("");
        if (!choice.isEmpty()) {
            return Kind.valueOf(choice.toUpperCase(Locale.ROOT));
        }
        return DockerClientFactory.instance().isDockerAvailable() ? Kind.CONTAINER : Kind.PROCESS;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
