package io.afterimage.trainer.ops;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterimage.model.log.GateUse;
import io.afterimage.model.log.ModelVersion;
import io.afterimage.model.store.Store;
import io.afterimage.model.store.StoreException;
import io.afterimage.trainer.http.Refusal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The reports of gates, as they were put on record. Safe for many threads. */
final class GateReports {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long LARGEST = 8L << 20;

    private final Store store;

    GateReports(Store store) {
        this.store = store;
    }

    /**
     * The report of the gate that judged a version; empty where none did.
     *
     * @throws Refusal if the store does not have it, or not whole
     */
    Optional<Map<String, Object>> of(ModelVersion version) throws IOException {
        GateUse gate = version.gate();
        if (gate == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JSON.readValue(store.read(Store.Kind.REPORT, gate.report(), LARGEST), new TypeReference<>() {}));
        } catch (StoreException e) {
            throw new Refusal(410, "REPORT_MISSING", "the gate's report cannot be had: " + e.getMessage());
        }
    }

    /** Whether a report's table has this version on the side of the live model. */
    static boolean compares(Map<String, Object> report, ModelVersion before) {
        return report.get("table") instanceof Map<?, ?> table
                && table.get("before") instanceof Map<?, ?> measures
                && before.version().equals(measures.get("version"));
    }
}
