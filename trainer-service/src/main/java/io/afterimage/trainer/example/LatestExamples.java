package io.afterimage.trainer.example;

import com.google.protobuf.ByteString;
import io.afterimage.events.v1.Example;
import io.afterimage.trainer.dataset.DataSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Examples as they are by now: the data set's, and before them those that have changed since and were not yet read back. With
 * their images. For one thread.
 */
final class LatestExamples {
    private final DataSet dataSet;
    /** Written, or to be written, but not yet read back; null: taken back. */
    private final Map<String, @Nullable Example> changed = new LinkedHashMap<>();

    /** Those of them that are to be written. */
    private final Set<String> unwritten = new LinkedHashSet<>();

    LatestExamples(DataSet dataSet) {
        this.dataSet = dataSet;
    }

    boolean knows(String sha256) {
        return changed.containsKey(sha256)
                ? changed.get(sha256) != null
                : dataSet.find(sha256).isPresent();
    }

    Optional<Example> find(String sha256) {
        return changed.containsKey(sha256) ? Optional.ofNullable(changed.get(sha256)) : stored(sha256);
    }

    /** As the data set has it, whatever has changed since. */
    Optional<Example> stored(String sha256) {
        return dataSet.find(sha256).map(known -> known.toBuilder()
                .setImage(ByteString.copyFrom(dataSet.image(sha256)))
                .build());
    }

    /** @param example null: taken back */
    void put(String sha256, @Nullable Example example) {
        changed.put(sha256, example);
        unwritten.add(sha256);
    }

    /** What is to be written, by hash; null: taken back. */
    Map<String, @Nullable Example> unwritten() {
        Map<String, @Nullable Example> changes = new LinkedHashMap<>();
        unwritten.forEach(sha256 -> changes.put(sha256, changed.get(sha256)));
        return changes;
    }

    void written() {
        unwritten.clear();
    }

    /** Forgets the changes that the data set holds by now; says whether it holds all. */
    boolean settle() {
        changed.entrySet().removeIf(change -> holds(change.getKey(), change.getValue()));
        return changed.isEmpty();
    }

    private boolean holds(String sha256, @Nullable Example change) {
        Optional<Example> known = dataSet.find(sha256);
        return change == null
                ? known.isEmpty()
                : known.isPresent()
                        && known.get().equals(change.toBuilder().clearImage().build());
    }
}
