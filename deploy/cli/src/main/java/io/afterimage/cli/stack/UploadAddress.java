package io.afterimage.cli.stack;

import java.nio.file.Path;

/**
 * How images are sent over HTTP.
 *
 * @param url to post them to
 * @param tokenFile holds what {@code Authorization: Bearer} must bring
 */
record UploadAddress(String url, Path tokenFile) {
    /** The address at a classifier of the stack in this folder. */
    static UploadAddress of(String classifier, DataFolder folder) {
        return new UploadAddress(classifier + "/v1/images", folder.httpToken());
    }

    @Override
    public String toString() {
        return url + ", token in " + tokenFile;
    }
}
