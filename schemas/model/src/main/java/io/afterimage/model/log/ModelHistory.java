package io.afterimage.model.log;

import io.afterimage.events.Times;
import io.afterimage.events.v1.ModelEntry;
import io.afterimage.events.v1.ModelPromoted;
import io.afterimage.events.v1.ModelPublished;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fold of the model log: what is known after reading its entries in order. Pure and immutable; every reader that
 * has read as far sees the same.
 */
public final class ModelHistory {
    public static final ModelHistory EMPTY = new ModelHistory(Map.of(), List.of());

    private final Map<String, ModelVersion> versions;
    private final List<Promotion> promotions;

    private ModelHistory(Map<String, ModelVersion> versions, List<Promotion> promotions) {
        this.versions = versions;
        this.promotions = promotions;
    }

    /** A promotion that took effect. The last one names the live version. */
    public record Promotion(String version, boolean rollback, String author, String reason, Instant at) {}

    /** This history and one entry more. An entry that contradicts what is known is void and changes nothing. */
    public ModelHistory with(ModelEntry entry) {
        return switch (entry.getEntryCase()) {
            case PUBLISHED -> published(entry, entry.getPublished());
            case PROMOTED -> promoted(entry, entry.getPromoted());
            case REJECTED -> rejected(entry.getRejected().getVersion());
            case ENTRY_NOT_SET -> this;
        };
    }

    /** The version that should be in use, if one was ever promoted. */
    public Optional<ModelVersion> live() {
        return promotions.isEmpty()
                ? Optional.empty()
                : Optional.of(known(promotions.get(promotions.size() - 1).version()));
    }

    /** All versions in the order of their publication. */
    public List<ModelVersion> versions() {
        return List.copyOf(versions.values());
    }

    /** All promotions that took effect, oldest first. */
    public List<Promotion> promotions() {
        return promotions;
    }

    /**
     * The versions to try when none is loaded: the live one, then the earlier live ones from the newest to the oldest,
     * each once.
     */
    public List<ModelVersion> fallbacks() {
        List<ModelVersion> order = new ArrayList<>();
        for (int i = promotions.size() - 1; i >= 0; i--) {
            ModelVersion version = known(promotions.get(i).version());
            if (!order.contains(version) && version.state() != ModelVersion.State.REJECTED) {
                order.add(version);
            }
        }
        return order;
    }

    /**
     * The version that a rollback restores: the one that was live before the current one came. A rollback takes back
     * what came after the version it restores, so a second one goes further back and not forth again.
     */
    public Optional<ModelVersion> previous() {
        Deque<String> standing = new ArrayDeque<>();
        for (Promotion promotion : promotions) {
            if (promotion.rollback()) {
                while (!standing.isEmpty() && !standing.peek().equals(promotion.version())) {
                    standing.pop();
                }
            }
            if (!promotion.version().equals(standing.peek())) {
                standing.push(promotion.version());
            }
        }
        return standing.stream()
                .skip(1)
                .map(this::known)
                .filter(version -> version.state() == ModelVersion.State.PUBLISHED)
                .findFirst();
    }

    /** The version that a person means: a number, or the beginning of its hash if only one begins so. */
    public Optional<ModelVersion> find(String text) {
        List<ModelVersion> found = versions.values().stream()
                .filter(version -> text.equals(Integer.toString(version.number()))
                        || (text.length() >= 6 && version.version().startsWith(text)))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private ModelVersion known(String version) {
        ModelVersion found = versions.get(version);
        if (found == null) {
            throw new IllegalStateException("The fold let an unknown version in: " + version);
        }
        return found;
    }

    private ModelHistory published(ModelEntry entry, ModelPublished published) {
        if (versions.containsKey(published.getVersion())) {
            return this;
        }
        ModelVersion version = new ModelVersion(
                versions.size() + 1,
                published.getVersion(),
                published.getName(),
                published.getSize(),
                published.getParent(),
                List.copyOf(published.getLabelsList()),
                ModelVersion.State.PUBLISHED,
                Times.instant(entry.getAt()),
                published.hasGate() ? GateUse.of(published.getGate()) : null);
        return new ModelHistory(put(version), promotions);
    }

    private ModelHistory promoted(ModelEntry entry, ModelPromoted promoted) {
        ModelVersion next = versions.get(promoted.getVersion());
        String live = live().map(ModelVersion::version).orElse("");
        if (next == null || next.state() != ModelVersion.State.PUBLISHED || !live.equals(promoted.getExpectedLive())) {
            return this;
        }
        Map<String, ModelVersion> changed = put(next.in(ModelVersion.State.LIVE));
        live().ifPresent(old -> changed.put(old.version(), old.in(ModelVersion.State.PUBLISHED)));
        List<Promotion> longer = new ArrayList<>(promotions);
        longer.add(new Promotion(
                next.version(),
                promoted.getRollback(),
                entry.getAuthor(),
                entry.getReason(),
                Times.instant(entry.getAt())));
        return new ModelHistory(changed, List.copyOf(longer));
    }

    private ModelHistory rejected(String version) {
        ModelVersion found = versions.get(version);
        return found == null || found.state() == ModelVersion.State.LIVE
                ? this
                : new ModelHistory(put(found.in(ModelVersion.State.REJECTED)), promotions);
    }

    private Map<String, ModelVersion> put(ModelVersion version) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(versions);
        changed.put(version.version(), version);
        return changed;
    }
}
