package io.afterimage.trainer.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models, training, quality and what is inside; and what holds for every page. */
@QuarkusTest
@TestProfile(PageServed.class)
@Tag("browser")
class PagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<String> SERIOUS = Set.of("serious", "critical");
    private static final String PANEL_FITS =
            "() => { const panel = document.querySelector('.panel'); return panel.scrollHeight <= panel.clientHeight; }";

    private static final String TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
            + " || document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth";
    private static final String RAIL_IS_AT_THE_BOTTOM =
            "document.querySelector('nav.rail').getBoundingClientRect().bottom === innerHeight";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live",
                "/live/source/camera-1",
                "/review",
                "/review/answers",
                "/review/disagreements",
                "/review/classes",
                "/grid",
                "/models",
                "/models/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "/models/compare?a=aaaaaaaaaaaa&b=bbbbbbbbbbbb",
                "/training",
                "/quality",
                "/inside/0-1"
            })
    void everyPageFitsCanBeReadByAllAndBreaksNoRule(String place) throws IOException {
        for (int width : List.of(1440, 390)) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Scene scene = chromium.scene(
                        root,
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 844)
                                .setColorScheme(scheme))) {
                    scene.trainer().review().add("image-0", "cat", "dog");
                    scene.open(place);
                    assertThat(scene.page().locator("main h1")).hasCount(1);
                    assertThat(scene.page().locator("main .bones")).hasCount(0);

                    Assertions.assertThat(violations(scene))
                            .as("%s, %d, %s", place, width, scheme)
                            .isEmpty();
                    Assertions.assertThat(scene.page().evaluate(TOO_WIDE))
                            .as("%s, %d", place, width)
                            .isEqualTo(false);
                    Assertions.assertThat(scene.complaints()).isEmpty();
                }
            }
        }
    }

    @Test
    void theRailIsABarAtTheBottomOfAPhone() throws IOException {
        try (Scene scene = chromium.scene(root, new Browser.NewContextOptions().setViewportSize(390, 844))) {
            scene.open("/live");
            assertThat(scene.page().locator("nav.rail")).isVisible();

            Assertions.assertThat(scene.page().evaluate(RAIL_IS_AT_THE_BOTTOM)).isEqualTo(true);
        }
    }

    @Test
    void onAPhoneAllOfReviewIsSeenAtOnce() throws IOException {
        try (Scene scene = chromium.scene(root, new Browser.NewContextOptions().setViewportSize(390, 844))) {
            scene.trainer().tell("/v1/classes", PlayedAnswers.classes("a", "b", "c", "d", "e", "f", "g", "h"));
            scene.trainer().review().add("image-0", "cat", "dog");
            scene.open("/review");
            assertThat(scene.page().locator(".choices button")).hasCount(9);

            Assertions.assertThat(scene.page().evaluate(PANEL_FITS)).isEqualTo(true);
        }
    }

    @Test
    void whoGoesElsewhereIsNotAskedForTheirNameAnyMore() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/live");
            scene.page().evaluate("localStorage.removeItem('afterimage.person')");
            scene.page().evaluate("location.hash = '#/review'");
            assertThat(scene.page().locator("dialog[open]")).isVisible();

            scene.page().goBack();

            assertThat(scene.page().locator("dialog[open]")).hasCount(0);
            Assertions.assertThat(scene.complaints()).isEmpty();
        }
    }

    @Test
    void theChosenColoursStay() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/live");
            scene.page().locator(".theme").click();
            scene.page().locator(".theme").click();
            scene.page().reload();

            assertThat(scene.page().locator("html")).hasAttribute("data-theme", "dark");
        }
    }

    @Test
    void twoVersionsAreComparedByClassAndByPictures() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/models");
            scene.page().getByLabel("Choose v1 to compare").check();
            scene.page().getByLabel("Choose v2 to compare").check();
            scene.link("Compare").click();

            assertThat(scene.text("better on 100 held-out images")).isVisible();
            Locator tables = scene.page().locator("after-table");
            assertThat(tables.filter(new Locator.FilterOptions().setHasText("Recall by class")))
                    .containsText("+4.0 points");
            assertThat(scene.text("cat, called dog (98.0%)")).isVisible();
        }
    }

    @Test
    void twoThatNoGateComparedAreComparedWhenAPersonAsks() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.page().route("**/v1/models/compare?*", route -> {
                if (scene.trainer().posts("/v1/models/compare").isEmpty()) {
                    route.fulfill(new Route.FulfillOptions()
                            .setStatus(404)
                            .setContentType("application/json")
                            .setBody("{\"reason\": \"NOT_COMPARED\", \"detail\": \"no gate has\"}"));
                } else {
                    route.resume();
                }
            });
            String compared = Objects.requireNonNull(PlayedAnswers.all().get("/v1/models/compare"));
            scene.trainer().tell("/v1/models/compare", "{\"progress\": {\"done\": 64, \"of\": 200}}");
            scene.open("/models/compare?a=" + PlayedAnswers.FIRST + "&b=" + PlayedAnswers.SECOND);

            scene.button("Compare them on the test images").click();

            assertThat(scene.text("64 of 200 answers")).isVisible();
            Assertions.assertThat(
                            posts(scene, "/v1/models/compare").get(0).path("b").asText())
                    .isEqualTo(PlayedAnswers.SECOND);
            scene.trainer().tell("/v1/models/compare", compared);
            assertThat(scene.text("On 100 held-out images of 40 groups")).isVisible();
        }
    }

    @Test
    void aVersionIsPromotedForAReasonAndOnlyIfTheOneThatWasSeenIsStillLive() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/models");
            scene.page().locator("button:has-text('Promote'):enabled").click();
            scene.page().getByLabel("Why?").fill("it knows more");
            scene.page().locator("dialog[open] button.main").click();

            List<JsonNode> posts = posts(scene, "/v1/models/promote");
            Assertions.assertThat(posts.get(0).path("version").asText()).isEqualTo(PlayedAnswers.FIRST);
            Assertions.assertThat(posts.get(0).path("expected").asText()).isEqualTo(PlayedAnswers.SECOND);
            Assertions.assertThat(posts.get(0).path("reason").asText()).isEqualTo("it knows more");
            assertThat(scene.text("v1 is promoted")).isVisible();
        }
    }

    @Test
    void aRollbackTakesBackTheVersionThatWasSeenAndSaysWhereAnotherOneIsLive() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.page()
                    .route(
                            "**/v1/models/rollback",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(409)
                                    .setContentType("application/json")
                                    .setBody("{\"reason\": \"NOT_PROMOTED\", \"detail\": \"v3 is live by now\"}")));
            scene.open("/models");
            scene.button("Roll back").click();
            scene.page().getByLabel("Why?").fill("it sees cats everywhere");

            Request rollback = scene.page().waitForRequest("**/v1/models/rollback", () -> scene.page()
                    .locator("dialog[open] button.main")
                    .click());

            Assertions.assertThat(rollback.postData()).contains("\"expected\":\"" + PlayedAnswers.SECOND + "\"");
            assertThat(scene.text("v3 is live by now")).isVisible();
        }
    }

    @Test
    void aRunIsStartedWithAPresetFollowedAndCancelled() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().tell("POST /v1/runs", "{\"run\": \"20260101-000000\"}");
            scene.open("/training");
            scene.page().getByLabel("Preset").selectOption("finetune");
            scene.button("Start a run").click();
            Assertions.assertThat(posts(scene, "/v1/runs").get(0).path("preset").asText())
                    .isEqualTo("finetune");

            // The list has it too: whenever the page asks again, it is there.
            scene.trainer().tell("/v1/runs", "{\"runs\": [" + running(2) + "]}");
            // Again until it is heard: the page has just begun to follow.
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                scene.trainer().happen("run", running(3));
                return scene.text("Head, 3 of 20").isVisible();
            });
            assertThat(scene.text("about 40 s left")).isVisible();
            scene.button("Cancel").first().click();
            scene.page().locator("dialog[open] button.main").click();

            Assertions.assertThat(posts(scene, "/v1/runs/20260102-000000/cancel"))
                    .hasSize(1);
        }
    }

    @Test
    void curvesAreATableAsWellAndCanBeKept() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/training");
            scene.text("Show as a table").first().click();
            assertThat(scene.page().locator(".chart tbody tr")).hasCount(3);

            Download download = scene.page()
                    .waitForDownload(() ->
                            scene.page().locator("figcaption button").first().click());

            Assertions.assertThat(Files.readString(download.path()))
                    .startsWith("Stage,Epoch,Training loss")
                    .contains("Head,2,0.3,0.25");
        }
    }

    @Test
    void theCurvesOfARunInProgressGoOnAfterAReload() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            String whole = running(3).replaceFirst("\\{", "{\"record\": {\"report\": null}, ");
            scene.trainer().tell("/v1/runs/20260102-000000", whole);
            scene.open("/training");
            for (int epoch = 3; epoch <= 5; epoch++) {
                scene.trainer().tell("/v1/runs", "{\"runs\": [" + running(epoch) + "]}");
                scene.page().reload();
                assertThat(scene.text("Head, " + epoch + " of 20")).isVisible();
            }

            scene.text("Show as a table").first().click();

            assertThat(scene.page().locator(".chart tbody td:nth-child(2)")).hasText(new String[] {"3", "4", "5"});
        }
    }

    @Test
    void driftIsToldAsFinelyAsItDiffersWithItsThreshold() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/quality");

            assertThat(scene.text("MMD: 0.031. Chance alone stays below 0.047")).isVisible();
            assertThat(scene.text("is like what it saw first")).isVisible();
            assertThat(scene.text("is unlike its training examples")).isVisible();
            assertThat(scene.text("Of the first images that it drew: 0.063")).isVisible();
            assertThat(scene.page()
                            .locator("after-table")
                            .filter(new Locator.FilterOptions().setHasText("Drift by source")))
                    .containsText("0.046");
        }
    }

    @Test
    void accuracyIsAnIntervalAndNothingWhereTooFewChecksStandBehindIt() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/quality");
            assertThat(scene.page().locator(".headline")).containsText("93.0% to 98.0%");
            assertThat(scene.text("240 of 300 random checks are answered")).isVisible();

            scene.trainer().tell("/v1/accuracy", PlayedAnswers.accuracy(0.6, 0.9));
            scene.page().reload();

            assertThat(scene.page().locator(".headline")).containsText("Not enough checks yet");
        }
    }

    @Test
    void theMapOfAnImageFadesAndExplainsAnotherClass() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.open("/inside/0-1");
            scene.page().getByLabel("Opacity of the map").fill("20");
            assertThat(scene.page().locator(".map")).hasCSS("opacity", "0.2");

            scene.page().getByLabel("dog").check();

            Assertions.assertThat(scene.page().url()).endsWith("#/inside/0-1?class=dog");
            assertThat(scene.page().getByLabel("dog")).isChecked();
            assertThat(scene.page().locator(".activations img")).hasCount(3);
        }
    }

    @Test
    void aClassIsMergedOnceThatWasAsked() throws IOException {
        try (Scene scene = chromium.scene(root)) {
            scene.trainer().tell("POST /v1/classes/rename", "{\"examples\": 12}");
            scene.open("/review/classes");
            scene.page().locator("input[name=from]").fill("dog");
            scene.page().locator("input[name=to]").fill("cat");
            scene.page()
                    .locator("form button[type=submit]:has-text('Rename')")
                    .first()
                    .click();
            assertThat(scene.text("Merge “dog” into it?")).isVisible();

            scene.page().locator("dialog[open] button.main").click();

            assertThat(scene.text("12 answers were written")).isVisible();
            Assertions.assertThat(posts(scene, "/v1/classes/rename")
                            .get(0)
                            .path("from")
                            .asText())
                    .isEqualTo("dog");
        }
    }

    private static String running(int epoch) {
        return """
            {"run": "20260102-000000", "preset": "finetune", "examples": 800, "classes": 2, "validation": 100, "test": 100, "accuracy": null, "macro_f1": null,
             "seconds": 3, "verdict": null, "reason": "", "version": "", "phase": "training", "trigger": "by hand", "started_at": "2026-01-02T00:00:00Z",
             "progress": {"stage": "head", "done": %d, "of": 20, "training_loss": 0.5, "validation_loss": 0.4, "eta_seconds": 40}}
            """.formatted(epoch);
    }

    private static List<JsonNode> posts(Scene scene, String path) {
        return await().atMost(PATIENCE).until(() -> scene.trainer().posts(path), posts -> !posts.isEmpty());
    }

    private static List<String> violations(Scene scene) {
        return new AxeBuilder(scene.page())
                .analyze().getViolations().stream()
                        .filter(rule -> rule.getImpact() != null && SERIOUS.contains(rule.getImpact()))
                        .map(PagesTest::told)
                        .toList();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
