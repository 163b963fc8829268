package io.afterimage.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the local stack is: what its processes answer, and what they have reported. */
final class LocalStatus {
    private final StackFile stack;
    private final Supplier<Reported> topics;
    private final List<String> reasons = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * @param stack the stack, whose supervisor runs
     * @param topics reads its topics; asked only if its broker answers
     */
    LocalStatus(StackFile stack, Supplier<Reported> topics) {
        this.stack = stack;
        this.topics = topics;
    }

    StackStatus read() {
        List<StackStatus.Part> parts = stack.services().stream().map(this::ask).toList();
        if (stack.services().stream().noneMatch(service -> service.name().equals(LocalStack.CLASSIFIER))) {
            reasons.add(
                    stack.phase() == StackFile.Phase.STUCK
                            ? "topics have settings that would lose data; 'afterimage topics check' says which"
                            : "the stack is still starting");
        }
        boolean broker = parts.stream().anyMatch(part -> part.ready() && new Endpoint(part.url()).isKafka());
        Reported reported = broker ? topics.get() : Reported.failed("");
        String reason = Stream.concat(
                        reasons.stream(),
                        Stream.concat(
                                Stream.of(
                                        reported.failure(),
                                        reported.classifiers().remarks()),
                                remarks.stream()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return new StackStatus(
                reasons.isEmpty(),
                reason,
                reported.liveModel(),
                reported.classifiers().devices(),
                parts);
    }

    private StackStatus.Part ask(StackFile.Service service) {
        boolean running = service.process().handle().isPresent();
        Health health = running ? new Endpoint(service.url()).ready() : Health.down("its process has ended");
        if (!health.reason().isEmpty()) {
            // Images are classified without a trainer as well.
            (health.up() || service.name().equals(LocalStack.TRAINER) ? remarks : reasons)
                    .add(service.name() + ": " + health.reason());
        }
        return new StackStatus.Part(
                service.name(), running ? service.process().pid() : null, service.url(), health.up());
    }
}
