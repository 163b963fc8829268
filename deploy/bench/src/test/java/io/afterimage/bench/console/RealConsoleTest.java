package io.afterimage.bench.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import io.afterimage.bench.learn.Scene;
import io.afterimage.bench.rig.RigOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console of a whole stack, as {@code up} starts it with the starter model: the services and the broker are the real ones,
 * the images are those of simulated cameras. After a build, since it starts what the build made.
 */
@Tag("browser")
class RealConsoleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RUN = Duration.ofMinutes(5);
    private static final int CAMERAS = 40;
    private static final Map<String, String> SETTINGS = Map.of(
            "AFTERIMAGE_LABEL_UNSURE_BELOW", "1",
            "AFTERIMAGE_DRAW_SHARE", "0",
            "AFTERIMAGE_TRIGGER_LABELS", "0",
            "AFTERIMAGE_TRIGGER_AGE", "0");

    @TempDir
    private static Path folder = Path.of("");

    private static Scene stack;
    private static Visitor ada;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Page page;

    @BeforeAll
    static void up() throws InterruptedException {
        System.setProperty(
                "afterimage.home", Path.of("../..").toAbsolutePath().normalize().toString());
        stack = Scene.start(folder.resolve("stack"), RigOptions.freeRow(), List.of(), SETTINGS);
        ada = Visitor.named("ada");
        // At night, which the starter model has not learned: what learns from it is better.
        feed("taught", 500, "--condition", "night", "--label-from-folder");
        feed("road", 400, "--wait");
    }

    @AfterAll
    static void down() {
        ada.close();
        stack.close();
    }

    @BeforeEach
    void openTab() {
        page = ada.tab();
        page.onPageError(complaints::add);
    }

    @AfterEach
    void closeTab() {
        page.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void eachCameraShowsItsNewestFrameAndItsFilmstrip() {
        open("/live?source=road");

        assertThat(page.locator(".tile")).hasCount(CAMERAS);
        assertThat(page.locator(".tile .gone")).hasCount(0);
        page.locator(".tile").first().click();

        assertThat(page.locator(".frame img")).isVisible();
        assertThat(page.locator(".strip li").first()).isVisible();
    }

    @Test
    void eachKeyOfReviewEndsAsOneAnswerOnRecord() throws InterruptedException {
        Map<String, Long> before = verdicts();
        open("/review");
        String confirmed = see("");
        page.keyboard().press("Enter");
        String chosen = see(confirmed);
        page.keyboard().press("2");
        String unusable = see(chosen);
        page.keyboard().press("x");
        String undone = see(unusable);
        page.keyboard().press("x");
        see(undone);
        page.keyboard().press("u");
        assertThat(image()).hasAttribute("src", undone);
        page.keyboard().press("s");
        String searched = see(undone);
        page.keyboard().press("/");
        page.keyboard().type("wet paint");
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
        see(searched);

        Map<String, Long> after = new HashMap<>(before);
        Map.of("confirm", 1L, "class", 2L, "unusable", 2L, "retract", 1L)
                .forEach((verdict, count) -> after.merge(verdict, count, Long::sum));
        stack.await("The answers are not on record", PATIENCE, () -> verdicts().equals(after));
    }

    @Test
    void theGridConfirmsAllThatItShows() throws InterruptedException {
        GridAction.Done done = new GridAction(stack, ada).confirm(mostSeen());

        assertThat(done.images()).isBetween(2, 60);
    }

    @Test
    void aRunIsStartedFollowedPromotedAndTakenBack() throws InterruptedException {
        open("/training");
        page.getByLabel("Preset").selectOption("head");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start a run"))
                .click();
        stack.await("The run does not end", RUN, () -> Set.of("promoted", "waiting", "rejected", "failed")
                .contains(run().path("verdict").asText()));
        assertThat(run().path("verdict").asText()).as(run().toString()).isIn("promoted", "waiting");
        String run = run().path("run").asText();
        assertThat(page.locator("after-table").filter(new Locator.FilterOptions().setHasText(run)))
                .hasCount(1, new HasCountOptions().setTimeout((double) PATIENCE.toMillis()));

        open("/models");
        if (!run().path("verdict").asText().equals("promoted")) {
            page.locator("button:has-text('Promote'):enabled").first().click();
            decide("it knows more");
        }
        stack.await("The new version is not live", PATIENCE, () -> live() == 2);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Roll back"))
                .first()
                .click();
        decide("it was only a test");

        stack.await("The first version is not live again", PATIENCE, () -> live() == 1);
        assertThat(page.locator(".timeline")).containsText("it was only a test");
    }

    @Test
    void qualityTellsOfTheLiveVersion() {
        open("/quality");

        assertThat(page.locator("main h1")).hasCount(1);
        assertThat(page.locator("main .bones")).hasCount(0);
    }

    @Test
    void whatTheModelLooksAtIsShownOfAnImage() {
        open("/live?source=road");
        page.locator(".tile").first().click();
        page.locator("a.button[href*=inside]").click();

        assertThat(page.locator(".map")).isVisible();
        assertThat(page.locator(".activations img").first()).isVisible();
    }

    private void open(String place) {
        page.navigate(stack.console(place));
    }

    /** Waits for an image other than the last one. */
    private String see(String last) {
        page.waitForFunction(
                "last => { const image = document.querySelector('.stage img');"
                        + " return image && image.naturalWidth > 0 && image.getAttribute('src') !== last; }",
                last);
        return image().getAttribute("src");
    }

    private Locator image() {
        return page.locator(".stage img");
    }

    /** Fills in why, and says yes. */
    private void decide(String why) {
        page.getByLabel("Why?").fill(why);
        page.locator("dialog[open] button.main").click();
    }

    /** How often Ada said what. */
    private static Map<String, Long> verdicts() {
        JsonNode answers = stack.ask("/v1/review/answers?person=ada&most=500")
                .orElse(MissingNode.getInstance())
                .path("answers");
        return StreamSupport.stream(answers.spliterator(), false)
                .map(answer -> answer.path("verdict").asText())
                .collect(Collectors.groupingBy(verdict -> verdict, Collectors.counting()));
    }

    /** The class that most of what waits was given. */
    private static String mostSeen() {
        return DoneToday.queue(stack).path("by_class").properties().stream()
                .max(Comparator.comparingInt(one -> one.getValue().asInt()))
                .orElseThrow()
                .getKey();
    }

    /** The newest run. */
    private static JsonNode run() {
        return stack.ask("/v1/runs")
                .orElse(MissingNode.getInstance())
                .path("runs")
                .path(0);
    }

    /** The number of the live version. */
    private static int live() {
        JsonNode models = stack.ask("/v1/models").orElse(MissingNode.getInstance());
        return StreamSupport.stream(models.path("versions").spliterator(), false)
                .filter(version -> version.path("version").equals(models.path("live")))
                .mapToInt(version -> version.path("number").asInt())
                .findFirst()
                .orElse(0);
    }

    private static void feed(String source, int images, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "feed",
                "--simulate",
                "--source",
                source,
                "--cameras",
                Integer.toString(CAMERAS),
                "--rate",
                "80",
                "--count",
                Integer.toString(images)));
        words.addAll(List.of(more));
        stack.commands().text(words.toArray(String[]::new));
    }
}
