package io.afterimage.cli.feed;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.UnsafeByteOperations;
import io.afterimage.events.Times;
import io.afterimage.events.v1.ImageEvent;
import io.afterimage.scenes.Scene;
import io.afterimage.scenes.SceneCamera;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes events of what simulated cameras see, each a continuous feed of its own. The truth is where {@code
 * --label-from-folder} looks for it: an image's path, which names no file, has a folder that is called as its class. For one
 * thread, which also closes it.
 */
public final class CameraEvents implements AutoCloseable {
    private final String source;
    private final SceneCamera camera = new SceneCamera();

    /** @param source start of the sources' names: its cameras are {@code source-1}, {@code source-2} and so on */
    public CameraEvents(String source) {
        this.source = source;
    }

    /** The longest name of a source that a camera may get. */
    static String longestName(String source) {
        return name(source, Simulation.MOST_CAMERAS - 1);
    }

    private static String name(String source, int camera) {
        return source + "-" + (camera + 1);
    }

    /**
     * The event of a scene that is seen now, with a new id.
     *
     * @param number that its path names it by
     */
    public Picture of(Scene scene, long number) {
        String name = name(source, scene.camera());
        Path path = Path.of(name, scene.condition().name(), scene.sign().label(), number + ".jpg");
        ImageEvent event = ImageEvent.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setSource(name)
                .setContinuous(true)
                .setCapturedAt(Times.timestamp(Instant.now()))
                .setMediaType("image/jpeg")
                .putAttributes("path", path.toString())
                .setData(UnsafeByteOperations.unsafeWrap(camera.shoot(scene)))
                .build();
        return new Picture(event, path);
    }

    @Override
    public void close() {
        camera.close();
    }
}
