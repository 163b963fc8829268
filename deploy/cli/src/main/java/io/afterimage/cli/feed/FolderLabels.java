package io.afterimage.cli.feed;

import com.google.protobuf.ByteString;
import io.afterimage.cli.feedback.FeedbackSender;
import io.afterimage.events.ClassNames;
import io.afterimage.events.Sha256;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.ImageEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Says of each image that it shows what its folder is called, once the brokers have taken it. For one thread. */
final class FolderLabels implements AutoCloseable {
    private final FeedbackSender sender;
    private final String person;
    private final String topic;
    private final String topicUuid;
    /** Of images that are under way, by id. */
    private final Map<String, ByteString> hashes = new HashMap<>();

    /**
     * @param sender is closed with this
     * @param topic name of the images topic
     * @param topicUuid Kafka's id of it
     */
    FolderLabels(FeedbackSender sender, String person, String topic, String topicUuid) {
        this.sender = sender;
        this.person = person;
        this.topic = topic;
        this.topicUuid = topicUuid;
    }

    /** The class that a file's folder names; empty where it is no name of a class. */
    static Optional<String> of(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getFileName() == null
                ? Optional.empty()
                : ClassNames.tidy(folder.getFileName().toString());
    }

    /** An image is about to be sent. */
    void sent(ImageEvent event) {
        hashes.put(
                event.getId(),
                event.hasStoreKey()
                        ? ByteString.copyFrom(HexFormat.of().parseHex(event.getStoreKey()))
                        : ByteString.copyFrom(Sha256.of(event.getData().asReadOnlyByteBuffer())));
    }

    /** An image is on the topic for good. */
    void delivered(ImageSender.Delivered image) {
        ByteString hash = hashes.remove(image.id());
        Optional<String> label = of(image.file());
        if (hash != null && label.isPresent()) {
            sender.send(Feedback.newBuilder()
                    .setImageId(image.id())
                    .setCoordinate(Coordinate.newBuilder()
                            .setTopic(topic)
                            .setTopicUuid(topicUuid)
                            .setPartition(image.partition())
                            .setOffset(image.offset()))
                    .setSha256(hash)
                    .setTrueClass(label.get())
                    .setPerson(person)
                    .setGivenAt(Times.timestamp(Instant.now()))
                    .build());
        }
    }

    /** Waits until all is delivered. */
    void flush() {
        sender.flush();
    }

    @Override
    public void close() {
        sender.close();
    }
}
