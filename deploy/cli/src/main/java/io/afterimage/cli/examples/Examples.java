package io.afterimage.cli.examples;

import picocli.CommandLine.Command;

/** {@code afterimage examples}: what models learn from. */
@Command(
        name = "examples",
        mixinStandardHelpOptions = true,
        description = "What models learn from: images of which people have said what they show.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImportExamples.class, ExportExamples.class, ListExamples.class, ShowCounts.class})
public final class Examples {}
