package io.afterimage.cli.feedback;

import io.afterimage.events.Feedbacks;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says who says it. */
public final class Person {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--person",
            paramLabel = "NAME",
            description = "Who says so (default: the user's name). A person's later word replaces the earlier one.")
    private @Nullable String person;

    /** The person's name. */
    public String name() {
        return name(System.getProperty("user.name", "somebody"));
    }

    /** The person's name, or this one where none was given. */
    public String name(String otherwise) {
        String name = person == null ? otherwise : person;
        if (!Feedbacks.isPerson(name)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--person: 1 to " + Feedbacks.LONGEST_PERSON + " characters, and no control characters");
        }
        return name;
    }
}
