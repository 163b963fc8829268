package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Trains rungs, each in a process of its own. */
record Trial(Workplace place, PhotoOptions photos, ImportArguments imported, int threads) {
    Map<String, Object> run(Rung rung) throws InterruptedException {
        List<String> arguments = List.of(
                photos.folder().toString(),
                Integer.toString(photos.most()),
                rung.model(),
                imported.labels(),
                imported.preset(),
                rung.preset(),
                Integer.toString(rung.few()),
                Integer.toString(rung.split()),
                Long.toString(photos.seed()),
                Integer.toString(threads),
                place.path("cache").toString());
        return new ObjectMapper()
                .convertValue(
                        TrainerChild.run(LadderMain.class, arguments, place.path("trainings.log"))
                                .get(0),
                        new TypeReference<Map<String, Object>>() {});
    }
}
