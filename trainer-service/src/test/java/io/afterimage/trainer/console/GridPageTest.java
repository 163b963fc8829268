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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sixty images of one class in one action. */
@QuarkusTest
@TestProfile(PageServed.class)
@Tag("browser")
class GridPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String KEPT_AND_SHOWN_AGAIN = """
            () => ['pagehide', 'pageshow'].forEach((kind) => dispatchEvent(new PageTransitionEvent(kind, { persisted: true })))
            """;

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
    void sixtyAreConfirmedAtOnce() throws IOException {
        try (Scene scene = looking()) {
            scene.button("Confirm 60").click();

            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().answers().size() == 60);
            Assertions.assertThat(scene.trainer().review().answers())
                    .allMatch(answer -> answer.path("verdict").asText().equals("confirm"));
        }
    }

    @Test
    void whatIsMarkedGoesToReviewAndTheRestIsConfirmed() throws IOException {
        try (Scene scene = looking()) {
            thumbnails(scene).nth(0).click();
            scene.press("ArrowRight", "Space", "ArrowRight", "Space", "Space");
            assertThat(scene.page().locator(".thumbnail[aria-pressed=true]")).hasCount(2);
            assertThat(scene.button("Confirm 58, send 2 to review")).isVisible();

            scene.press("Enter");
            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().answers().size() == 58);
            scene.open("/review");
            assertThat(scene.text("you said it is no “cat”")).isVisible();
            scene.answer("2", "2");

            await().atMost(PATIENCE)
                    .until(() -> scene.trainer().review().answers().size() == 60);
            Assertions.assertThat(scene.trainer().review().answers().subList(58, 60))
                    .extracting(answer -> answer.path("id").asText())
                    .containsExactly("image-0", "image-1");
        }
    }

    @Test
    void whatIsMarkedStaysMarkedWhenTheBrowserShowsAPageAgainThatItKept() throws IOException {
        try (Scene scene = looking()) {
            thumbnails(scene).nth(3).click();

            scene.page().evaluate(KEPT_AND_SHOWN_AGAIN);

            assertThat(thumbnails(scene)).hasCount(60);
            assertThat(scene.page().locator(".thumbnail[aria-pressed=true]")).hasAttribute("data-at", "3");
            assertThat(scene.button("Confirm 59, send 1 to review")).isVisible();
        }
    }

    @Test
    void whatWasMarkedWaitsInReviewThoughItsLoanIsOver() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.page().clock().install();
            look(scene);
            thumbnails(scene).nth(0).click();
            thumbnails(scene).nth(1).click();
            scene.button("Confirm 58, send 2 to review").click();
            scene.trainer().review().endLoans();
            scene.link("Back to Review").click();
            assertThat(scene.image()).isVisible();

            // Loans are renewed every 45 seconds.
            for (int times = 1; times <= 2; times++) {
                int asked = times;
                scene.page().clock().fastForward(46_000);
                await().atMost(PATIENCE).until(() -> borrowed(scene).size() > asked);
            }

            Assertions.assertThat(borrowed(scene).get(2).path("ids")).hasSize(2);
        }
    }

    private static List<JsonNode> borrowed(Scene scene) {
        return scene.trainer().posts("/v1/review/borrow");
    }

    private Scene looking() throws IOException {
        Scene scene = chromium.scene(root);
        look(scene);
        return scene;
    }

    private static void look(Scene scene) {
        String items = IntStream.range(0, 60).mapToObj(GridPageTest::item).collect(Collectors.joining(","));
        scene.trainer().tell("/v1/grid", "{\"class\": \"cat\", \"items\": [" + items + "], \"left\": 0}");
        scene.open("/grid?class=cat");
        assertThat(thumbnails(scene)).hasCount(60);
    }

    private static Locator thumbnails(Scene scene) {
        return scene.page().locator(".thumbnail");
    }

    private static String item(int number) {
        return """
            {"id": "image-%d", "place": "0-%d", "sha256": "%s", "image": "/v1/images/0-%d/%s", "source": "camera-1", "reasons": [], "why": "", "propensity": 0.02,
             "top": [{"label": "cat", "probability": 0.5%d}, {"label": "dog", "probability": 0.4}], "hidden": false, "model": "%s", "number": 2,
             "received_at": "2026-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}
            """.formatted(number, number, "e".repeat(64), number, "e".repeat(64), number, PlayedAnswers.SECOND);
    }
}
