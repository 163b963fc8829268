package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The one folder that a local stack keeps everything in; only its owner may look inside. */
public record DataFolder(Path root) {
    private static final String PRIVATE_FOLDER = "rwx------";
    private static final String PRIVATE_FILE = "rw-------";
    private static final int SECRET_BYTES = 32;

    /**
     * Makes the folder and what is missing in it.
     *
     * @throws CommandException if that cannot be done
     */
    public static DataFolder open(Path root) {
        DataFolder folder = new DataFolder(root);
        try {
            Files.createDirectories(root);
            folder.requireOwn();
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(PRIVATE_FOLDER));
            for (Path part :
                    List.of(folder.broker(), folder.store(), folder.logs(), folder.streams(), folder.training())) {
                Files.createDirectories(part);
            }
            makeSecret(folder.drawKey(), secret());
            makeSecret(folder.splitKey(), secret());
            folder.makeHttpToken();
        } catch (IOException e) {
            throw new CommandException("Cannot use " + root + " as data folder: " + reason(e));
        }
        return folder;
    }

    public Path broker() {
        return root.resolve("broker");
    }

    public Path store() {
        return root.resolve("store");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path streams() {
        return root.resolve("streams");
    }

    /** What the trainer keeps beside the topics. */
    Path training() {
        return root.resolve("training");
    }

    /** Temporary files of a service: what it leaves behind when it is killed goes with its next start. */
    Path temporary(String service) {
        return root.resolve("tmp").resolve(service);
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path drawKey() {
        return root.resolve("secrets").resolve("draw.key");
    }

    Path splitKey() {
        return root.resolve("secrets").resolve("split.key");
    }

    /** What a client must know to upload, or to change something at the trainer. */
    public Path httpToken() {
        return root.resolve("secrets").resolve("http.token");
    }

    public Path log(String service) {
        return logs().resolve(service + ".log");
    }

    /** A folder with other things in it, such as a home folder, is not closed to all others. */
    private void requireOwn() throws IOException {
        if (Files.exists(broker())) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.findAny().isPresent()) {
                throw new CommandException("Cannot use " + root
                        + " as data folder: it holds other files. Name an empty folder, or one that is to be made.");
            }
        }
    }

    /** As text without characters that a header or a shell minds. */
    private void makeHttpToken() throws IOException {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret());
        makeSecret(httpToken(), (token + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /** Writes a secret once, for its owner alone; nobody ever sees a part of it. */
    private static void makeSecret(Path file, byte[] secret) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(
                file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
        Path part = Files.createTempFile(
                file.getParent(),
                "secret",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FILE)));
        Files.write(part, secret, StandardOpenOption.WRITE);
        Files.move(part, file);
    }

    /** Why a file could not be used; the exceptions for files say only the name by themselves. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException file) {
            String kind = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            return file.getFile() + ": " + kind.replace("Exception", "");
        }
        return String.valueOf(e.getMessage());
    }
}
