package io.afterimage.trainer.answer;

import com.google.protobuf.ByteString;
import io.afterimage.events.ClassNames;
import io.afterimage.events.Feedbacks;
import io.afterimage.events.ImageEvents;
import io.afterimage.events.Rejection;
import io.afterimage.events.Times;
import io.afterimage.events.v1.Coordinate;
import io.afterimage.events.v1.Feedback;
import io.afterimage.events.v1.RankedClass;
import io.afterimage.events.v1.Retraction;
import io.afterimage.events.v1.ReviewReason;
import io.afterimage.events.v1.Shown;
import io.afterimage.events.v1.Unusable;
import io.afterimage.trainer.label.Place;
import io.afterimage.trainer.label.SeenLabel;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes feedback of answers, or says why not. Safe for many threads. */
public final class AnswerReader {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_NOTE = 500;
    private static final int MOST_SHOWN = 20;

    private final Function<Place, Coordinate> images;
    private final Function<String, Optional<SeenLabel>> labels;
    private final BiPredicate<String, String> handedBlind;
    private final Renames renames;
    private final InstantSource clock;

    /**
     * @param images the record that stands at a place of the images topic as it is now
     * @param labels what is known of an image, by its id
     * @param handedBlind whether an image, by its id, was handed to a person without the prediction
     */
    public AnswerReader(
            Function<Place, Coordinate> images,
            Function<String, Optional<SeenLabel>> labels,
            BiPredicate<String, String> handedBlind,
            Renames renames,
            InstantSource clock) {
        this.images = images;
        this.labels = labels;
        this.handedBlind = handedBlind;
        this.renames = renames;
        this.clock = clock;
    }

    /** The feedback that an answer is. */
    public Taken read(String person, AnswerForm form) {
        String sha256 = text(form.sha256());
        String at = text(form.place());
        Optional<Place> place = Place.parse(at);
        if (!SHA256.matcher(sha256).matches() || (place.isEmpty() && !at.isEmpty())) {
            return new Taken.Refused("EVENT_INVALID", "place and sha256: those of the entry are needed");
        }
        Optional<SeenLabel> known = labels.apply(text(form.id()));
        if (known.isPresent() && !known.get().sha256().equals(sha256)) {
            return new Taken.Refused("IMAGE_CHANGED", "the image of that id has another hash");
        }
        Feedback.Builder said = about(form, sha256, known).setPerson(person);
        // That nothing was shown, anybody can say.
        said.setBlind(!said.hasShown() && handedBlind.test(said.getImageId(), person));
        // An example is found by its hash alone.
        known.map(label -> label.label().getCoordinate())
                .or(() -> place.map(images))
                .ifPresent(said::setCoordinate);
        return judged(said, form);
    }

    /** What is said of which image, but for what it shows. */
    private Feedback.Builder about(AnswerForm form, String sha256, Optional<SeenLabel> known) {
        Feedback.Builder said = Feedback.newBuilder()
                .setImageId(text(form.id()))
                .setGivenAt(Times.timestamp(clock.instant()))
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
                .addAllAskedBecause(known.map(AnswerReader::reasons).orElseGet(() -> reasons(form.reasons())));
        if (ImageEvents.isSource(text(form.source()))) {
            said.setSource(text(form.source()));
        }
        AnswerForm.ShownForm shown = form.shown();
        return shown == null ? said : said.setShown(shown(shown));
    }

    private Taken judged(Feedback.Builder said, AnswerForm form) {
        switch (text(form.verdict())) {
            case "class" -> name(said, text(form.name()));
            case "confirm" -> said.setConfirmedClass(renamed(first(form, said), renames::ofModel));
            case "unusable" -> said.setUnusable(Unusable.newBuilder().setNote(note(form.note())));
            case "retract" -> said.setRetraction(Retraction.getDefaultInstance());
            default -> {
                return new Taken.Refused("EVENT_INVALID", "verdict: class, confirm, unusable or retract");
            }
        }
        Optional<Rejection> broken = Feedbacks.check(said.build());
        return broken.isPresent()
                ? new Taken.Refused(broken.get().reason().name(), broken.get().detail())
                : new Taken.Accepted(said.build());
    }

    /** Who names the class that was shown agrees with it. A name that the model said is not of the person's own making. */
    private void name(Feedback.Builder said, String name) {
        String tidy = renamed(name, isShown(said, name) ? renames::ofModel : renames::ofPerson);
        if (Feedbacks.repeatsTheModel(said.setTrueClass(tidy).build())) {
            said.setConfirmedClass(tidy);
        }
    }

    private static String first(AnswerForm form, Feedback.Builder said) {
        boolean named = !text(form.name()).isBlank();
        return named || said.getShown().getTopCount() == 0
                ? text(form.name())
                : said.getShown().getTop(0).getLabel();
    }

    private static boolean isShown(Feedback.Builder said, String name) {
        Optional<String> wanted = key(name);
        return wanted.isPresent()
                && said.getShown().getTopList().stream()
                        .anyMatch(ranked -> key(ranked.getLabel()).equals(wanted));
    }

    private static Optional<String> key(String name) {
        return ClassNames.tidy(name).map(ClassNames::key);
    }

    /** What no class may be called stays as it is, for the check that refuses it. */
    private static String renamed(String name, UnaryOperator<String> now) {
        return ClassNames.tidy(name).map(now).orElse(name);
    }

    private static Shown shown(AnswerForm.ShownForm form) {
        Shown.Builder shown = Shown.newBuilder().setModel(text(form.model()));
        List<AnswerForm.@Nullable RankedForm> top = Objects.requireNonNullElse(form.top(), List.of());
        for (AnswerForm.RankedForm ranked : top) {
            if (ranked != null && shown.getTopCount() < MOST_SHOWN) {
                shown.addTop(
                        RankedClass.newBuilder().setLabel(text(ranked.label())).setProbability(ranked.probability()));
            }
        }
        return shown.build();
    }

    /** Those that this version knows; others cannot be handed on. */
    private static List<ReviewReason> reasons(SeenLabel label) {
        return label.label().getReviewList().stream()
                .filter(reason -> reason != ReviewReason.UNRECOGNIZED)
                .toList();
    }

    /** Of those that the labels topic knows as well. */
    private static List<ReviewReason> reasons(@Nullable List<@Nullable String> names) {
        return Objects.requireNonNullElse(names, List.<@Nullable String>of()).stream()
                .map(name -> text(name).toUpperCase(Locale.ROOT))
                .distinct()
                .flatMap(name -> reason(name).stream())
                .toList();
    }

    private static Optional<ReviewReason> reason(String name) {
        return switch (name) {
            case "UNSURE" -> Optional.of(ReviewReason.LOW_CONFIDENCE);
            case "DRAWN" -> Optional.of(ReviewReason.DRAWN);
            default -> Optional.empty();
        };
    }

    private static String note(@Nullable String note) {
        String text = text(note);
        return text.codePoints()
                .limit(LONGEST_NOTE)
                .filter(character -> !Character.isISOControl(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
