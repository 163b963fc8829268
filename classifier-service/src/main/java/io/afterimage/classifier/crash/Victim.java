package io.afterimage.classifier.crash;

/**
 * An image that was in native code when its process died.
 *
 * @param alone whether no other was
 */
record Victim(ImagePosition image, Stage stage, boolean alone) {}
