package io.afterimage.cli.models;

/** Where the images come from that two models are compared on. */
interface Exam {
    /** Hands on each image once. */
    void each(Candidate candidate);

    /** Takes an image. */
    @FunctionalInterface
    interface Candidate {
        /**
         * Takes it.
         *
         * @param sha256 lower-case hex SHA-256 of the original image file
         * @param group near-duplicates and frames of one scene share one
         * @param trueClass the class that people agreed on
         * @param image the encoded image file
         */
        void take(String sha256, String group, String trueClass, byte[] image);
    }
}
