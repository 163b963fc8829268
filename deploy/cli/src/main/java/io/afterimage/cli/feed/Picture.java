package io.afterimage.cli.feed;

import io.afterimage.events.v1.ImageEvent;
import java.nio.file.Path;

/**
 * An image that is ready to be sent.
 *
 * @param path where it comes from; its folder is called as what it shows, where that is known
 */
public record Picture(ImageEvent event, Path path) {}
