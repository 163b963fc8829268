package io.afterimage.trainer.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every key of the review page. */
@QuarkusTest
@TestProfile(PageServed.class)
@Tag("browser")
class ReviewPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String FITS =
            "document.querySelector('main').scrollHeight <= document.querySelector('main').clientHeight";
    private static final String LOOK_AT_CLASSES_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))";

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
    void aNumberChoosesAClassAndTheNextImageIsThere() throws IOException {
        try (Scene scene = reviewing(12)) {
            String first = scene.image().getAttribute("src");

            scene.answer("2");

            assertThat(scene.image()).not().hasAttribute("src", first);
            JsonNode answer = answers(scene, 1).get(0);
            Assertions.assertThat(answer.path("id").asText()).isEqualTo("image-0");
            Assertions.assertThat(answer.path("verdict").asText()).isEqualTo("class");
            Assertions.assertThat(answer.path("class").asText()).isEqualTo("dog");
            Assertions.assertThat(answer.path("shown").path("top")).hasSize(2);
        }
    }

    @Test
    void enterConfirmsWhatTheModelSays() throws IOException {
        try (Scene scene = reviewing(3)) {
            scene.answer("Enter");

            Assertions.assertThat(answers(scene, 1).get(0).path("verdict").asText())
                    .isEqualTo("confirm");
        }
    }

    @Test
    void afterAClickEnterConfirmsTheNextImage() throws IOException {
        try (Scene scene = reviewing(3)) {
            scene.page().locator(".choices button").nth(1).click();
            scene.answer("Enter");

            Assertions.assertThat(answers(scene, 2))
                    .extracting(answer -> answer.path("verdict").asText())
                    .containsExactly("class", "confirm");
        }
    }

    @Test
    void oneHundredImagesAreConfirmedByKey() throws IOException {
        try (Scene scene = reviewing(100)) {
            for (int i = 0; i < 100; i++) {
                assertThat(scene.image()).isVisible();
                scene.answer("Enter");
            }

            Assertions.assertThat(answers(scene, 100))
                    .extracting(answer -> answer.path("id").asText())
                    .doesNotHaveDuplicates();
            assertThat(scene.text("Nothing waits for you")).isVisible();
        }
    }

    @Test
    void xIsUnusableUTakesItBackAndSLeavesItToOthers() throws IOException {
        try (Scene scene = reviewing(3)) {
            String first = scene.image().getAttribute("src");
            scene.answer("x");
            assertThat(scene.image()).not().hasAttribute("src", first);

            scene.answer("u");
            assertThat(scene.image()).hasAttribute("src", first);
            scene.answer("s");
            assertThat(scene.image()).not().hasAttribute("src", first);

            Assertions.assertThat(answers(scene, 2))
                    .extracting(answer -> answer.path("verdict").asText())
                    .containsExactly("unusable", "retract");
            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().released().contains("image-0"));
        }
    }

    @Test
    void theLastTenAnswersStay() throws IOException {
        try (Scene scene = reviewing(12)) {
            for (int i = 0; i < 11; i++) {
                assertThat(scene.image()).isVisible();
                scene.answer("1");
            }

            assertThat(scene.page().locator(".history li")).hasCount(10);
        }
    }

    @Test
    void typingNarrowsTheClassesAndEnterTakesTheFirst() throws IOException {
        try (Scene scene = reviewing(2)) {
            scene.answer("b", "i");
            assertThat(options(scene).first()).hasText("bird");

            scene.answer("Enter");

            Assertions.assertThat(answers(scene, 1).get(0).path("class").asText())
                    .isEqualTo("bird");
        }
    }

    @Test
    void aClassThatThereIsNotIsOfferedOnceWithAWarningIfItLooksLikeAnother() throws IOException {
        try (Scene scene = reviewing(2)) {
            scene.answer("d", "g", "o");
            assertThat(options(scene)).hasCount(0);
            assertThat(scene.text("Did you mean “dog”?")).isVisible();
            scene.answer("Enter");
            assertThat(scene.text("Press Enter again to add the class “dgo”")).isVisible();
            Assertions.assertThat(scene.trainer().review().received()).isZero();

            scene.answer("Enter");

            Assertions.assertThat(answers(scene, 1).get(0).path("class").asText())
                    .isEqualTo("dgo");
        }
    }

    @Test
    void aNameThatIsPartOfAnotherCanBeAddedToo() throws IOException {
        try (Scene scene = reviewing(2)) {
            scene.answer("b", "i", "ArrowDown", "Enter");
            assertThat(scene.text("Press Enter again to add the class “bi”")).isVisible();
            scene.answer("Enter");

            Assertions.assertThat(answers(scene, 1).get(0).path("class").asText())
                    .isEqualTo("bi");
        }
    }

    @Test
    void aSlashSearchesNamesThatBeginWithAKey() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().tell("/v1/classes", PlayedAnswers.classes("xylophone"));
            fill(scene, 2);
            scene.open("/review");
            assertThat(scene.image()).isVisible();

            scene.answer("/", "x", "y", "Enter");

            Assertions.assertThat(answers(scene, 1).get(0).path("class").asText())
                    .isEqualTo("xylophone");
        }
    }

    @Test
    void aRandomCheckShowsNothingOfThePrediction() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().review().addHidden("drawn");
            scene.open("/review");
            assertThat(scene.image()).isVisible();
            assertThat(scene.page().locator(".choices .bar")).hasCount(0);
            assertThat(scene.page().locator(".choices button").first()).containsText("bird");

            scene.answer("Enter");
            assertThat(scene.text("There is nothing to confirm")).hasCount(1);
            scene.answer("1");

            JsonNode answer = answers(scene, 1).get(0);
            Assertions.assertThat(answer.path("class").asText()).isEqualTo("bird");
            Assertions.assertThat(answer.path("shown").isNull()).isTrue();
        }
    }

    @Test
    void aClassThatComesWhileAnImageIsLookedAtTakesNoOtherOnesKey() throws IOException {
        try (Scene scene = reviewing(2)) {
            assertThat(choices(scene)).containsText(new String[] {"cat", "dog", "bird"});
            scene.trainer().tell("/v1/classes", PlayedAnswers.classes("ant", "bird", "cat", "dog"));
            scene.page().evaluate(LOOK_AT_CLASSES_AGAIN);
            assertThat(choices(scene)).containsText(new String[] {"cat", "dog", "bird", "ant"});

            scene.answer("3");

            Assertions.assertThat(answers(scene, 1).get(0).path("class").asText())
                    .isEqualTo("bird");
            assertThat(choices(scene)).containsText(new String[] {"cat", "dog", "ant", "bird"});
        }
    }

    @Test
    void whatCannotBeShownCanOnlyBeSkippedOrCalledUnusable() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.page().route("**/v1/images/**", route -> route.abort());
            fill(scene, 3);
            scene.open("/review");
            assertThat(scene.text("Skip it, or call it unusable").first()).isVisible();
            assertThat(choices(scene)).hasCount(0);

            scene.answer("Enter", "1", "d", "s", "x");

            JsonNode answer = answers(scene, 1).get(0);
            Assertions.assertThat(answer.path("id").asText()).isEqualTo("image-1");
            Assertions.assertThat(answer.path("verdict").asText()).isEqualTo("unusable");
        }
    }

    @Test
    void anImagePastRetentionIsSaidToBe() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().expireImages();
            fill(scene, 1);
            scene.open("/review");
            assertThat(scene.page().locator(".stage .gone"))
                    .containsText("The image is past retention: it is no longer kept. Skip it");

            scene.open("/live/source/camera-1");
            assertThat(scene.page().locator(".frame .gone"))
                    .hasText("The image is past retention: it is no longer kept.");
        }
    }

    @Test
    void toUndoASecondLookBringsBackWhatThePersonHadSaid() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer()
                    .tell(
                            "/v1/review/answers",
                            PlayedAnswers.answers(
                                    PlayedAnswers.said("ada", "cat", "0-1"), PlayedAnswers.said("bob", "cat", "0-2")));
            lookAgain(scene);

            scene.answer("1", "1");
            scene.press("u", "u");

            Assertions.assertThat(answers(scene, 4))
                    .extracting(answer -> answer.path("verdict").asText() + " "
                            + answer.path("class").asText())
                    .containsExactly("class bird", "class bird", "retract ", "class cat");
        }
    }

    @Test
    void anExampleThatIsKnownByItsHashAloneCanBeAnsweredAgain() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().tell("/v1/review/answers", PlayedAnswers.answers(PlayedAnswers.said("ada", "cat", "")));
            lookAgain(scene);

            scene.answer("3");

            JsonNode answer = answers(scene, 1).get(0);
            Assertions.assertThat(answer.path("class").asText()).isEqualTo("dog");
            Assertions.assertThat(answer.path("place").isNull()).isTrue();
            Assertions.assertThat(answer.path("sha256").asText()).hasSize(64);
        }
    }

    @Test
    void whatSomebodyElseHasInHandIsLeftToThemThoughItWasPicked() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer()
                    .tell(
                            "/v1/review/answers",
                            PlayedAnswers.answers(
                                    PlayedAnswers.said("ada", "cat", "0-1"), PlayedAnswers.said("bob", "cat", "0-2")));
            scene.trainer().review().take("image of bob");
            lookAgain(scene);
            assertThat(scene.text("Somebody else has 1 image that you picked")).isVisible();

            scene.answer("1");

            Assertions.assertThat(answers(scene, 1).get(0).path("id").asText()).isEqualTo("image of ada");
            assertThat(scene.text("Nothing waits for you")).isVisible();
        }
    }

    @Test
    void theKeysAreShownOnAQuestionMark() throws IOException {
        try (Scene scene = reviewing(2)) {
            scene.answer("?");
            assertThat(scene.page().locator("dialog[open]")).containsText("Confirm what the model says");
            scene.answer("1");
            scene.answer("Escape");

            assertThat(scene.page().locator("dialog[open]")).hasCount(0);
            Assertions.assertThat(scene.trainer().review().received()).isZero();
        }
    }

    @Test
    void whatIsLeftIsGivenBackWhenThePageIsLeft() throws IOException {
        try (Scene scene = reviewing(3)) {
            scene.link("Quality").click();

            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().released().size() == 3);
        }
    }

    @Test
    void thePageNeverScrolls() throws IOException {
        try (Scene scene = reviewing(3)) {
            Assertions.assertThat(scene.page().evaluate(FITS)).isEqualTo(true);
            Assertions.assertThat(scene.complaints()).isEmpty();
        }
    }

    private Scene reviewing(int images) throws IOException {
        Scene scene = chromium.scene(root);
        fill(scene, images);
        scene.open("/review");
        assertThat(scene.image()).isVisible();
        return scene;
    }

    private static void fill(Scene scene, int images) {
        for (int i = 0; i < images; i++) {
            scene.trainer().review().add("image-" + i, "cat", "dog");
        }
    }

    private static void lookAgain(Scene scene) {
        scene.open("/review/answers");
        scene.button("Look at these again").click();
        assertThat(scene.image()).isVisible();
        assertThat(choices(scene)).hasCount(3);
    }

    private static Locator choices(Scene scene) {
        return scene.page().locator(".choices button");
    }

    private static Locator options(Scene scene) {
        return scene.page().locator("#class-matches [role=option]");
    }

    private static List<JsonNode> answers(Scene scene, int count) {
        return await().atMost(PATIENCE)
                .until(() -> scene.trainer().review().answers(), answers -> answers.size() >= count);
    }
}
