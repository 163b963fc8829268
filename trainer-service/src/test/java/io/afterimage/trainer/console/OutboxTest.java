package io.afterimage.trainer.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
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

/** No answer is lost and none counts twice, whatever breaks. */
@QuarkusTest
@TestProfile(PageServed.class)
@Tag("browser")
class OutboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String WAITING =
            "Object.keys(localStorage).filter((key) => key.startsWith('afterimage.answer.')).length";

    /** The first image and the next two, which are decoded ahead. */
    private static final String LOADED =
            "performance.getEntriesByType('resource').filter((one) => one.name.includes('/v1/images/')).length";

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
    void anAnswerWhoseReplyIsLostIsSentAgainAndCountsOnce() throws IOException {
        try (Scene scene = reviewing(3)) {
            scene.trainer().review().loseReplies(1);

            scene.answer("1");

            await().atMost(PATIENCE).until(() -> scene.trainer().review().received() >= 2);
            Assertions.assertThat(scene.trainer().review().answers()).hasSize(1);
            scene.page().waitForFunction(WAITING + " === 0");
        }
    }

    @Test
    void whatIsAnsweredWhileTheTrainerIsAwayArrivesInOrderOnceItIsBack() throws IOException {
        try (Scene scene = reviewing(8)) {
            scene.trainer().goAway();
            scene.answer("1");
            assertThat(scene.text("1 answer could not be sent yet")).isVisible();
            scene.answer("x", "u", "2");
            Assertions.assertThat(scene.trainer().review().received()).isZero();

            scene.trainer().comeBack();

            Assertions.assertThat(answers(scene, 4))
                    .extracting(answer -> answer.path("id").asText() + " "
                            + answer.path("verdict").asText())
                    .containsExactly("image-0 class", "image-1 unusable", "image-1 retract", "image-1 class");
        }
    }

    @Test
    void answersOutliveTheirPage() throws IOException {
        try (Scene scene = reviewing(4)) {
            scene.trainer().goAway();
            scene.answer("1", "1");
            scene.page().close();
            scene.trainer().comeBack();

            Page later = scene.tab();
            scene.open(later, "/quality");

            Assertions.assertThat(answers(scene, 2))
                    .extracting(answer -> answer.path("id").asText())
                    .containsExactly("image-0", "image-1");
        }
    }

    @Test
    void twoTabsShareTheOutbox() throws IOException {
        try (Scene scene = reviewing(10)) {
            scene.trainer().review().add("image-10", "cat", "dog");
            Page other = scene.tab();
            scene.open(other, "/review");
            assertThat(other.locator(".stage img")).isVisible();
            scene.trainer().goAway();
            scene.answer("1", "2");
            other.keyboard().press("1");

            scene.trainer().comeBack();

            Assertions.assertThat(answers(scene, 3))
                    .extracting(answer -> answer.path("answer").asText())
                    .doesNotHaveDuplicates();
            Assertions.assertThat(scene.trainer().review().answers())
                    .extracting(answer -> answer.path("id").asText())
                    .containsExactlyInAnyOrder("image-0", "image-1", "image-10");
            scene.page().waitForFunction(WAITING + " === 0");
        }
    }

    @Test
    void whatIsNotTakenIsSaidWithItsReasonAndHoldsUpNothing() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().review().refuse("image-0");
            fill(scene, 3);
            scene.open("/review");
            assertThat(scene.image()).isVisible();

            scene.answer("1");
            assertThat(scene.text("1 answer not taken")).isVisible();
            scene.answer("1");

            Assertions.assertThat(answers(scene, 1).get(0).path("id").asText()).isEqualTo("image-1");
            scene.text("1 answer not taken").click();
            assertThat(scene.text("past retention: it is gone")).isVisible();
        }
    }

    @Test
    void aWrongTokenIsAskedForAgainAndNothingIsLost() throws IOException {
        try (Scene scene = reviewing(4)) {
            scene.page().evaluate("sessionStorage.setItem('afterimage.token', 'wrong')");
            scene.trainer().goAway();
            scene.answer("1");
            scene.page().reload();
            scene.trainer().comeBack();
            assertThat(scene.text("The token was not accepted")).isVisible();

            scene.button("Try again").click();
            scene.page().getByLabel("Token").fill(PlayedTrainer.TOKEN);
            scene.button("Go on").click();

            Assertions.assertThat(answers(scene, 1).get(0).path("id").asText()).isEqualTo("image-0");
        }
    }

    @Test
    void theTokenIsTakenOutOfTheAddress() throws IOException {
        try (Scene scene = reviewing(1)) {
            Assertions.assertThat(scene.page().url()).endsWith("#/review");
        }
    }

    private Scene reviewing(int images) throws IOException {
        Scene scene = chromium.scene(root);
        fill(scene, images);
        scene.open("/review");
        assertThat(scene.image()).isVisible();
        scene.page().waitForFunction(LOADED + " >= " + Math.min(images, 3));
        return scene;
    }

    private static void fill(Scene scene, int images) {
        for (int i = 0; i < images; i++) {
            scene.trainer().review().add("image-" + i, "cat", "dog");
        }
    }

    private static List<JsonNode> answers(Scene scene, int count) {
        return await().atMost(PATIENCE)
                .until(() -> scene.trainer().review().answers(), answers -> answers.size() >= count);
    }
}
