package io.afterimage.cli.feedback;

import io.afterimage.cli.CommandException;
import io.afterimage.cli.cluster.Cluster;
import io.afterimage.cli.output.Output;
import io.afterimage.cli.output.Printable;
import io.afterimage.cli.reading.ExistingTopics;
import io.afterimage.events.ClassNames;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.LabelSearch;
import io.afterimage.events.Times;
import io.afterimage.events.Topics;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.Label;
import io.afterimage.events.v1.Retraction;
import io.afterimage.events.v1.Shown;
import io.afterimage.events.v1.Unusable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage label}: says what an image shows. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = {
            "Says what an image shows, so that models can learn it: its class, or with an option that its label is right,"
                    + " that it shows nothing that can be classified, or that what was said of it is taken back.",
            "Over people the majority counts, and a tie keeps an image out of the data set."
        })
public final class LabelImage implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "ID", description = "The image's id, as feed, watch and uploads say it.")
    private String id = "";

    // Not in the group: picocli takes the first parameter for one that belongs to a group.
    @Parameters(index = "1", arity = "0..1", paramLabel = "CLASS", description = "The class that the image shows.")
    private @Nullable String className;

    @ArgGroup
    private Verdict verdict = new Verdict();

    @Mixin
    private Person person = new Person();

    @Mixin
    private Output output = new Output();

    @Mixin
    private Cluster cluster = new Cluster();

    @Override
    public Integer call() {
        if (!ImageEvents.isId(id)) {
            throw new ParameterException(command.commandLine(), "ID: a UUIDv7 in lower-case text form is needed");
        }
        if (verdict.given() == (className != null)) {
            throw new ParameterException(
                    command.commandLine(), "Either CLASS or one of --confirm, --unusable, --retract is needed");
        }
        Feedback.Builder said = Feedback.newBuilder()
                .setImageId(id)
                .setPerson(person.name())
                .setGivenAt(Times.timestamp(Instant.now()));
        Map<String, Object> client = cluster.client();
        Topics topics = cluster.topics();
        ExistingTopics.require(client, topics.labels(), topics.feedback());
        Optional<Label> label = find(client, topics);
        label.ifPresent(found -> said.setCoordinate(found.getCoordinate())
                .setSha256(found.getSha256())
                .setShown(Shown.newBuilder().setModel(found.getModel()).addAllTop(found.getTopList())));
        String words = className == null ? verdict.into(said, label) : named(className, said);
        try (FeedbackSender sender = new FeedbackSender(client, topics.feedback())) {
            sender.send(said.build());
            sender.flush();
        }
        output.result(fields(said, words), id + "  " + Printable.clean(words));
        return 0;
    }

    /** To take something back no label is needed: the trainer knows what was said under the id. */
    private Optional<Label> find(Map<String, Object> client, Topics topics) {
        try (LabelSearch search = new LabelSearch(client, topics.labels(), PATIENCE)) {
            LabelSearch.Result result = search.find(List.of(id));
            Optional<Label> found = Optional.ofNullable(result.labels().get(id));
            if (result.unsearched().contains(id) && !verdict.retract) {
                throw new CommandException("Not all labels since " + id + " was sent could be read within "
                        + PATIENCE.toSeconds() + " s. Try again, or label the image in the console.");
            }
            if (found.isEmpty() && !verdict.retract) {
                throw new CommandException(
                        "No label of " + id
                                + " is kept. Is the id right, and has a classifier labelled the image? See 'afterimage watch'.");
            }
            return found;
        }
    }

    private static Map<String, Object> fields(Feedback.Builder said, String words) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", said.getImageId());
        fields.put("verdict", said.getVerdictCase().name().toLowerCase(Locale.ROOT));
        fields.put("label", said.hasTrueClass() || said.hasConfirmedClass() ? words : "");
        fields.put("person", said.getPerson());
        return fields;
    }

    /** Instead of a class, one of them. */
    static final class Verdict {
        @Option(names = "--confirm", description = "The most probable class of its label is right.")
        private boolean confirm;

        @Option(names = "--unusable", description = "The image shows nothing that can be classified.")
        private boolean unusable;

        @Option(names = "--retract", description = "Take back what this person said of the image.")
        private boolean retract;

        boolean given() {
            return confirm || unusable || retract;
        }

        /** Says it, and gives the words for a person. */
        String into(Feedback.Builder said, Optional<Label> label) {
            if (retract) {
                said.setRetraction(Retraction.getDefaultInstance());
                return "taken back";
            }
            if (unusable) {
                said.setUnusable(Unusable.getDefaultInstance());
                return "unusable";
            }
            String first = label.filter(found -> found.getTopCount() > 0)
                    .map(found -> found.getTop(0).getLabel())
                    .orElseThrow(() -> new CommandException("Its label names no class that could be right."));
            said.setConfirmedClass(first);
            return first;
        }
    }

    /** Says the class, and gives the words for a person. */
    private String named(String name, Feedback.Builder said) {
        String tidy = ClassNames.tidy(name)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "CLASS: 1 to " + ClassNames.LONGEST + " characters, and no invisible ones"));
        // A person who names the class that was shown agrees with it.
        if (Feedbacks.repeatsTheModel(said.setTrueClass(tidy).build())) {
            said.setConfirmedClass(tidy);
        }
        return tidy;
    }
}
