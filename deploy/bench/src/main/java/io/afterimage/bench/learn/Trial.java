package io.afterimage.bench.learn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Trains rungs, each in a process of its own.
 *
 * @param most photos of each class
 * @param labels file of the models' classes; empty for none
 * @param preset the models' preprocessing
 */
record Trial(Workplace place, Path images, int most, String labels, String preset, long seed, int threads) {
    Map<String, Object> run(Rung rung) throws InterruptedException {
        List<String> arguments = List.of(
                images.toString(),
                Integer.toString(most),
                rung.model(),
                labels,
                preset,
                rung.preset(),
                Integer.toString(rung.few()),
                Integer.toString(rung.split()),
                Long.toString(seed),
                Integer.toString(threads),
                place.path("cache").toString());
        return new ObjectMapper()
                .convertValue(
                        TrainerChild.run(LadderMain.class, arguments, place.path("trainings.log"))
                                .get(0),
                        new TypeReference<Map<String, Object>>() {});
    }
}
