package io.afterimage.cli.models;

import picocli.CommandLine.Command;

/** The commands for models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Shows, compares, imports and promotes models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListModels.class,
            ShowModel.class,
            DiffModels.class,
            ImportModel.class,
            PromoteModel.class,
            RollbackModel.class,
            ExportModel.class
        })
public final class Models {}
