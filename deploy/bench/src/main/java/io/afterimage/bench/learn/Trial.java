package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.afterimage.cli.output.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains rungs, each in a process of its own.
 *
 * @param more settings of the trainer's form, for all rungs
 */
record Trial(Workplace place, PhotoOptions photos, ImportArguments imported, int threads, Map<String, JsonNode> more) {
    Map<String, Object> run(Rung rung) throws InterruptedException {
        List<String> arguments = List.of(
                photos.folder().toString(),
                Integer.toString(photos.most()),
                rung.model(),
                imported.labels(),
                imported.preset(),
                Output.write(form(rung)),
                Integer.toString(rung.few()),
                Integer.toString(rung.split()),
                Long.toString(photos.seed()),
                place.path("cache").toString());
        return new ObjectMapper()
                .convertValue(
                        TrainerChild.run(LadderMain.class, arguments, place.path("trainings.log"))
                                .get(0),
                        new TypeReference<Map<String, Object>>() {});
    }

    private Map<String, Object> form(Rung rung) {
        Map<String, Object> form = new LinkedHashMap<>(rung.settings());
        form.put("seed", photos.seed() + rung.split());
        form.put("threads", threads);
        form.putAll(more);
        return form;
    }
}
