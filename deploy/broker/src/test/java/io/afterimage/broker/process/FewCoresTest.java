package io.afterimage.broker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FewCoresTest {
    private static final Path DIRECTIVES = Path.of("directives.json");

    @Test
    void onFewCoresNothingCompilesForMinutes() {
        assertThat(FewCores.options(2)).contains("-XX:TieredStopAtLevel=1");
        assertThat(FewCores.options(4, DIRECTIVES))
                .contains("-XX:CompilerDirectivesFile=directives.json")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void onManyCoresJavaChoosesForItself() {
        assertThat(FewCores.options(8)).isEmpty();
        assertThat(FewCores.options(8, DIRECTIVES)).isEmpty();
    }
}
