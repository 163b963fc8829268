package io.afterimage.trainer.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One person at the console of a played trainer. What the browser complains of is kept. */
final class Scene implements AutoCloseable {
    private final BrowserContext context;
    private final PlayedTrainer trainer;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Page page;

    Scene(BrowserContext context, PlayedTrainer trainer) {
        this.context = context;
        this.trainer = trainer;
        context.addInitScript("localStorage.setItem('afterimage.person', 'ada')");
        page = tab();
    }

    PlayedTrainer trainer() {
        return trainer;
    }

    Page page() {
        return page;
    }

    /** One more tab of the same person. */
    Page tab() {
        Page tab = context.newPage();
        tab.onConsoleMessage(message -> {
            // That a played trainer does not answer is meant so.
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        tab.onPageError(complaints::add);
        tab.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        return tab;
    }

    /** Scripts that failed, and what the content policy forbade. */
    List<String> complaints() {
        return complaints;
    }

    /** @param place of the page, such as /review */
    void open(String place) {
        open(page, place);
    }

    void open(Page tab, String place) {
        String and = place.contains("?") ? "&" : "?";
        var unused = tab.navigate(trainer.address() + "#" + place + and + "token=" + PlayedTrainer.TOKEN);
    }

    void press(String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    /** Presses keys on the review page, each once the image is seen: what is not seen yet cannot be answered. */
    void answer(String... keys) {
        for (String key : keys) {
            page.locator(".stage img, .stage .gone").waitFor();
            page.keyboard().press(key);
        }
    }

    Locator text(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(false));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** The image that is to be answered, once it is there. */
    Locator image() {
        return page.locator(".stage img");
    }

    @Override
    public void close() {
        context.close();
        trainer.close();
    }
}
