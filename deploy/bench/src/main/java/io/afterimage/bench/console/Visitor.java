package io.afterimage.bench.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.afterimage.cli.CommandException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A person before a page, in the machine's own Chromium without a window. For one thread, which also closes it. */
final class Visitor implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;
    private final BrowserContext context;

    private Visitor(Path executable, String person) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setChromiumSandbox(false));
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
        context.addInitScript("localStorage.setItem('afterimage.person', '" + person + "')");
    }

    /** @param person the name under which answers are given: letters */
    static Visitor named(String person) {
        return new Visitor(executable(), person);
    }

    /** A new tab, which the caller closes. */
    Page tab() {
        return context.newPage();
    }

    /** What the browser's own tools say of a tab. */
    CDPSession tools(Page tab) {
        return context.newCDPSession(tab);
    }

    @Override
    public void close() {
        try (playwright;
                browser) {
            context.close();
        }
    }

    private static Path executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "There is no Chromium on the path: install it (Debian: apt install" + " chromium)."));
    }
}
