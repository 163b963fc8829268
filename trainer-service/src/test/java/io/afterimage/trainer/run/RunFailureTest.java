package io.afterimage.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class RunFailureTest {
    @Test
    void aFailureWithoutAMessageIsToldByItsKind() {
        assertThat(RunFailure.of(new ClosedByInterruptException()))
                .hasMessageStartingWith("ClosedByInterruptException; run again");
    }

    @Test
    void aFailureThatOnlyNamesAFileSaysWhatItIs() {
        assertThat(RunFailure.words(new AccessDeniedException("runs/1.json")))
                .isEqualTo("AccessDeniedException runs/1.json");
        assertThat(RunFailure.words(new FileSystemException("runs/1.json", null, "Read-only file system")))
                .isEqualTo("runs/1.json: Read-only file system");
    }

    @Test
    void onlyTheFirstLineIsSaid() {
        assertThat(RunFailure.words(new IOException("torn\nat 12"))).isEqualTo("torn");
    }

    @Test
    void theCategoryIsThatOfTheCause() {
        IOException full = new IOException("No space left on device");
        assertThat(RunFailure.of(new UncheckedIOException("no", full)).category())
                .isEqualTo("DISK_FULL");
        assertThat(RunFailure.of(new IllegalStateException("no")).category()).isEqualTo("IO_FAILED");
    }
}
