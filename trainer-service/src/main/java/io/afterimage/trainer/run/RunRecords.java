package io.afterimage.trainer.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of runs on disk, a JSON file each, there whole or not at all. Safe for many threads, but one writer a run. */
final class RunRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RunRecords.class);
    private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,40}");
    private static final String SUFFIX = ".json";

    private final Path folder;

    RunRecords(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void write(RunRecord run) throws IOException {
        Json.write(folder.resolve(run.run() + SUFFIX), run);
    }

    /** Empty if there is none, or the text is no id. */
    Optional<RunRecord> find(String run) throws IOException {
        if (!ID.matcher(run).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(run + SUFFIX);
        return Files.exists(file) ? Optional.of(Json.read(file, RunRecord.class)) : Optional.empty();
    }

    /**
     * The latest, newest first; a file that cannot be read is named in the log and passed over.
     *
     * @param most of them
     */
    List<RunRecord> latest(int most) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            // An id begins with the time.
            files = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .toList();
        }
        List<RunRecord> records = new ArrayList<>();
        for (Path file : files) {
            try {
                records.add(Json.read(file, RunRecord.class));
            } catch (IOException e) {
                LOG.warn("{} is no record of a run and is passed over: {}", file, e.getMessage());
            }
        }
        return records;
    }
}
