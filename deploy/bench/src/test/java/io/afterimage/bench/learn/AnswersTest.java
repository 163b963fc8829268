package io.afterimage.bench.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.bench.learn.Answers.Seen;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.RankedClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Answers MAPPED = new Answers(Map.of("tabby", "cat", "tiger cat", "cat", "beagle", "dog"));

    @Test
    void labelsOfOneClassCountTogether() {
        assertThat(MAPPED.said(label("beagle", .4f, "tabby", .3f, "tiger cat", .2f)))
                .isEqualTo("cat");
    }

    @Test
    void aLabelThatIsNotMappedStaysWhatItIs() {
        assertThat(MAPPED.said(label("hot dog", .9f, "beagle", .1f))).isEqualTo("hot dog");
    }

    @Test
    void accuracyIsOfTheAskedForPhotosAlone() {
        List<Seen> seen = List.of(
                new Seen(photo("cat"), label("tabby", .9f)),
                new Seen(photo("dog"), label("tabby", .9f)),
                new Seen(photo("cat"), label("beagle", .9f)));

        assertThat(MAPPED.accuracy(seen, photo -> photo.label().equals("cat"))).isEqualTo(.5);
        assertThat(MAPPED.recalls(seen)).isEqualTo(Map.of("cat", .5, "dog", 0.0));
        assertThat(MAPPED.accuracy(seen, photo -> false)).isNaN();
    }

    private static LabelledPhoto photo(String label) {
        return new LabelledPhoto(Path.of("photo.jpg"), "", label, "");
    }

    private static Label label(Object... ranked) {
        Label.Builder label = Label.newBuilder();
        for (int i = 0; i < ranked.length; i += 2) {
            label.addTop(RankedClass.newBuilder().setLabel((String) ranked[i]).setProbability((float) ranked[i + 1]));
        }
        return label.build();
    }
}
