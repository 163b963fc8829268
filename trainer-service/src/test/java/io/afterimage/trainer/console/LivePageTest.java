package io.afterimage.trainer.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens now, as the live page and the status line show it. */
@QuarkusTest
@TestProfile(PageServed.class)
@Tag("browser")
class LivePageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Chromium chromium;

    @TestHTTPResource("/")
    URI root;

    @BeforeAll
    static void begin() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @Test
    void eachSourceShowsItsNewestImageAndANewLabelTakesItsPlace() throws IOException {
        try (Scene scene = watching()) {
            assertThat(tiles(scene)).hasCount(2);
            assertThat(tile(scene, "camera-1")).containsText("cat");

            scene.trainer().happen("label", PlayedAnswers.label("camera-1", "three", "bird"));
            scene.trainer().happen("label", PlayedAnswers.label("camera-3", "four", "dog"));

            assertThat(tiles(scene)).hasCount(3);
            assertThat(tile(scene, "camera-1")).containsText("bird");
        }
    }

    @Test
    void throughputLatencyAndWhatWasRejectedAreSeenAtOnce() throws IOException {
        try (Scene scene = watching()) {
            Locator status = scene.page().locator("header.status");
            assertThat(status).containsText("v2");
            assertThat(status).containsText("25.3");
            assertThat(status).containsText("48 ms");
            assertThat(scene.text("2 rejected in the last minute: image undecodable"))
                    .isVisible();

            scene.page().locator(".health summary").click();

            assertThat(scene.text("2 images were rejected in the last minute")).isVisible();
        }
    }

    @Test
    void latenciesEndWithTheMinuteOfTheirLabels() throws IOException {
        try (Scene scene = watching()) {
            Locator status = scene.page().locator("header.status");
            assertThat(status).containsText("48 ms");

            scene.trainer()
                    .happen(
                            "summary",
                            PlayedAnswers.summary()
                                    .replace(
                                            "{\"labelled\": 1400, \"unsure\": 90, \"expired\": 4}",
                                            "{\"labelled\": 0, \"unsure\": 0, \"expired\": 0}"));

            assertThat(status).not().containsText("48 ms");
            assertThat(status).containsText("v2");
        }
    }

    @Test
    void itSaysThatItSamples() throws IOException {
        try (Scene scene = watching()) {
            scene.trainer()
                    .happen(
                            "summary",
                            PlayedAnswers.summary()
                                    .replace("\"labels_per_s\": 25.3", "\"labels_per_s\": 200")
                                    .replace("\"sampled\": false", "\"sampled\": true"));

            assertThat(scene.text("over the last 10 seconds, 25.3 of 200 a second were shown"))
                    .isVisible();
        }
    }

    @Test
    void filtersAreInTheAddress() throws IOException {
        try (Scene scene = watching()) {
            scene.page()
                    .getByRole(
                            AriaRole.COMBOBOX,
                            new Page.GetByRoleOptions().setName("Class").setExact(true))
                    .selectOption("dog");
            assertThat(tiles(scene)).hasCount(1);
            Assertions.assertThat(scene.page().url()).endsWith("#/live?class=dog");

            scene.page().reload();

            assertThat(tiles(scene)).hasCount(1);
        }
    }

    @Test
    void aSilentSourceSaysSinceWhen() throws IOException {
        try (Scene scene = watching()) {
            assertThat(tile(scene, "camera-2")).containsText("silent for");
        }
    }

    @Test
    void threeHundredSourcesFitAndTheRestIsCountedHoweverOftenTheyComeAndGo() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            String[] labels = IntStream.range(0, 300)
                    .mapToObj(i -> PlayedAnswers.label("source-" + i, "id-" + i, "cat"))
                    .toArray(String[]::new);
            scene.trainer()
                    .tell("/v1/live", PlayedAnswers.live(labels).replace("\"sources\": 2,", "\"sources\": 312,"));
            scene.open("/live");
            await().atMost(PATIENCE).until(() -> scene.trainer().followed());
            assertThat(tiles(scene)).hasCount(300);
            assertThat(scene.text("300 are here and 12 are left out")).isVisible();

            for (int i = 300; i < 350; i++) {
                scene.trainer().happen("label", PlayedAnswers.label("source-" + i % 312, "id-" + i, "dog"));
            }

            assertThat(tile(scene, "source-311")).containsText("dog");
            assertThat(tiles(scene)).hasCount(300);
            assertThat(scene.text("300 are here and 12 are left out")).isVisible();
        }
    }

    @Test
    void aTrainerThatIsAwayIsSaidAndComesBackByItself() throws IOException {
        try (Scene scene = watching()) {
            scene.trainer().goAway();
            assertThat(scene.text("The trainer does not answer since")).isVisible();
            assertThat(tiles(scene)).hasCount(2);

            scene.trainer().comeBack();

            assertThat(scene.text("The trainer does not answer since"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout((double) PATIENCE.toMillis()));
        }
    }

    @Test
    void whatStrangersWroteIsTextAndNeverHtml() throws IOException {
        try (Scene scene = watching()) {
            String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
            scene.trainer().happen("label", PlayedAnswers.label("<b>camera</b>", "five", hostile));
            assertThat(tiles(scene)).hasCount(3);
            assertThat(scene.page().locator(".tiles")).containsText(hostile);
            assertThat(scene.page().locator(".tiles b, .tiles script, img[src=x]"))
                    .hasCount(0);

            scene.trainer().review().add("image", hostile, "dog");
            scene.open("/review");
            assertThat(scene.image()).isVisible();

            assertThat(scene.page().locator(".choices")).containsText(hostile);
            assertThat(scene.page().locator("img[src=x]")).hasCount(0);
            Assertions.assertThat(scene.complaints()).isEmpty();
        }
    }

    @Test
    void aFrameOfTheFilmstripCanBeCorrected() throws IOException {
        try (Scene scene = watching()) {
            tile(scene, "camera-1").click();
            scene.button("Correct it").click();
            assertThat(scene.image()).isVisible();
            Assertions.assertThat(scene.trainer().posts("/v1/review/borrow")).hasSize(1);

            scene.answer("2");

            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().answers().size() == 1);
            Assertions.assertThat(scene.trainer()
                            .review()
                            .answers()
                            .get(0)
                            .path("class")
                            .asText())
                    .isEqualTo("bird");
        }
    }

    private Scene watching() throws IOException {
        Scene scene = chromium.scene(root);
        scene.open("/live");
        await().atMost(PATIENCE).until(() -> scene.trainer().followed());
        assertThat(tiles(scene)).hasCount(2);
        return scene;
    }

    private static Locator tiles(Scene scene) {
        return scene.page().locator(".tile");
    }

    private static Locator tile(Scene scene, String source) {
        return tiles(scene).filter(new Locator.FilterOptions().setHasText(source));
    }
}
