package io.afterimage.cli.topics;

import picocli.CommandLine.Command;

/** The commands for topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = "Makes the topics and checks their settings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CreateTopics.class, CheckTopics.class})
public final class TopicsCommand {}
