package io.afterimage.trainer.finetune;

import io.afterimage.events.Sha256;
import io.afterimage.events.v1.Side;
import io.afterimage.trainer.dataset.Snapshot;
import io.afterimage.trainer.dataset.SnapshotEntry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** A data set of small pictures: the class is the colour of a square on a noisy ground. */
public final class TinyPictures {
    private static final int SIDE = 20;

    private final Path folder;
    private final Random random = new Random(7);
    private final List<SnapshotEntry> entries = new ArrayList<>();

    public TinyPictures(Path folder) {
        this.folder = folder;
    }

    /** Adds pictures of a class: each a group of its own, three in five to train with, and one each for validation and test. */
    public TinyPictures with(String label, Color colour, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Side side = i % 5 < 3 ? Side.TRAIN : i % 5 == 3 ? Side.VALIDATION : Side.TEST;
            with(label, colour, side, label + "-" + i);
        }
        return this;
    }

    public TinyPictures with(String label, Color colour, Side side, String group) throws IOException {
        Path file = folder.resolve(entries.size() + ".png");
        ImageIO.write(picture(colour), "png", file.toFile());
        return add(file, label, side, group);
    }

    /** Adds a file that is no image. */
    public TinyPictures withBroken(String label, Side side) throws IOException {
        Path file = folder.resolve(entries.size() + ".png");
        Files.writeString(file, "no image " + entries.size());
        return add(file, label, side, "broken-" + entries.size());
    }

    /** Says of the picture that was added last that it is of another class as well. */
    public TinyPictures contradictingLast(String label) {
        SnapshotEntry last = entries.get(entries.size() - 1);
        entries.add(new SnapshotEntry(
                last.sha256(), last.image(), label, last.source(), last.group(), last.side(), last.firstSeen()));
        return this;
    }

    private TinyPictures add(Path file, String label, Side side, String group) throws IOException {
        String sha256 = Sha256.hex(Files.readAllBytes(file));
        entries.add(new SnapshotEntry(
                sha256, file, label, "test", group, side, Instant.ofEpochSecond(1_000 + entries.size())));
        return this;
    }

    public Snapshot snapshot() {
        return Snapshot.of(entries);
    }

    private BufferedImage picture(Color colour) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.setRGB(i % SIDE, i / SIDE, random.nextInt(0x404040) & 0x3f3f3f);
        }
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(2 + random.nextInt(6), 2 + random.nextInt(6), 11, 11);
        graphics.dispose();
        return picture;
    }
}
