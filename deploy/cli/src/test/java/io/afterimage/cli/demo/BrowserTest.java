package io.afterimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserTest {
    private static final String LINUX = "Linux";
    private static final String MAC = "Mac OS X";

    @Test
    void aPageIsOpenedByWhateverTheDesktopHasForIt() {
        assertThat(Browser.opener(LINUX, Map.of("DISPLAY", ":0"))).contains("xdg-open");
        assertThat(Browser.opener(LINUX, Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .contains("xdg-open");
        assertThat(Browser.opener(MAC, Map.of())).contains("open");
    }

    @Test
    void withoutADesktopNothingIsOpened() {
        assertThat(Browser.opener(LINUX, Map.of())).isEmpty();
        assertThat(Browser.opener(LINUX, Map.of("DISPLAY", ""))).isEmpty();
    }

    @Test
    void whereNobodySitsAtTheDesktopNothingIsOpened() {
        assertThat(Browser.opener(LINUX, Map.of("DISPLAY", ":0", "CI", "true"))).isEmpty();
        assertThat(Browser.opener(LINUX, Map.of("DISPLAY", ":10", "SSH_CONNECTION", "::1 2 ::1 22")))
                .isEmpty();
        assertThat(Browser.opener(MAC, Map.of("CI", "true"))).isEmpty();
    }
}
