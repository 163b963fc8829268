package io.afterimage.cli.dataform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A zip of a stranger, read by its directory. What it announces is added up before anything is unpacked, and no file gives more
 * than was announced; nothing is ever written.
 */
final class ZipTree implements Tree {
    /** Some 500,000 files; each takes ten times as much memory. */
    private static final int MOST_DIRECTORY_BYTES = 64 << 20;

    private final Path file;
    private final ZipFile zip;
    private final SortedMap<String, ZipArchiveEntry> entries = new TreeMap<>();

    private ZipTree(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Reads a zip's directory.
     *
     * @param notes are told of files in it that cannot be taken
     * @throws FaultException if nothing in it can
     */
    static ZipTree open(Path file, Notes notes) throws IOException {
        return open(file, notes, MOST_DIRECTORY_BYTES);
    }

    static ZipTree open(Path file, Notes notes, int mostDirectoryBytes) throws IOException {
        DirectoryChannel channel = new DirectoryChannel(Files.newByteChannel(file), mostDirectoryBytes);
        try {
            ZipTree tree = new ZipTree(file, parse(channel));
            channel.directoryIsRead();
            tree.index(notes);
            return tree;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static ZipFile parse(SeekableByteChannel channel) throws IOException {
        try {
            return ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .get();
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof FaultException tooLarge) {
                throw tooLarge;
            }
            // Whatever the parser makes of hostile bytes.
            throw new FaultException(
                    Fault.Reason.ARCHIVE_BROKEN, "it cannot be read as a zip, is it whole? " + e.getMessage());
        }
    }

    private void index(Notes notes) throws IOException {
        long most = Unpacking.mostBytes(Files.size(file));
        long left = most;
        for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
            ZipArchiveEntry entry = all.nextElement();
            if (!entry.isDirectory()) {
                if (entry.getSize() < 0 || entry.getSize() > left) {
                    throw Unpacking.tooLarge(most);
                }
                left -= entry.getSize();
                add(entry, notes);
            }
        }
    }

    private void add(ZipArchiveEntry entry, Notes notes) {
        String where = where(entry.getName());
        try {
            String path = TreePath.clean(entry.getName());
            if (TreePath.hidden(path)) {
                notes.leftOut(where, "it is hidden");
            } else if (entry.isUnixSymlink()) {
                notes.leftOut(where, "it is a link");
            } else if (entries.putIfAbsent(path, entry) != null) {
                notes.fault(new Fault(
                        where, Fault.Reason.ARCHIVE_BROKEN, "the zip has two files of this name; the first is taken"));
            }
        } catch (FaultException e) {
            notes.fault(Fault.of(where, e));
        }
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public List<TreeFile> files(Notes notes) {
        return entries.keySet().stream().map(path -> new TreeFile(this, path)).toList();
    }

    @Override
    public Optional<TreeFile> find(String path) {
        return entries.containsKey(path) ? Optional.of(new TreeFile(this, path)) : Optional.empty();
    }

    @Override
    public InputStream open(String path) throws IOException {
        ZipArchiveEntry entry = entry(path);
        boolean plain = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        if (!plain || !zip.canReadEntryData(entry)) {
            throw new FaultException(
                    Fault.Reason.FILE_UNREADABLE, "it is encrypted, or packed in another way than zips mostly are");
        }
        try {
            return new EntryStream(zip.getInputStream(entry), entry.getSize(), entry.getCrc());
        } catch (RuntimeException e) {
            // Whatever the parser makes of hostile bytes.
            throw new FaultException(Fault.Reason.ARCHIVE_BROKEN, "it is not where the zip says: " + e.getMessage());
        }
    }

    @Override
    public long size(String path) throws IOException {
        return entry(path).getSize();
    }

    @Override
    public String where(String path) {
        return file + "/" + path;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipArchiveEntry entry(String path) throws FaultException {
        @Nullable ZipArchiveEntry entry = entries.get(path);
        if (entry == null) {
            throw new FaultException(Fault.Reason.FILE_MISSING, "the zip has no such file");
        }
        return entry;
    }
}
