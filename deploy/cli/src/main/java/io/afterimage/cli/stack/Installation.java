package io.afterimage.cli.stack;

import io.afterimage.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the programs lie that a local stack runs.
 *
 * @param home root of the repository in which they were built
 */
public record Installation(Path home) {
    /** System property by which the launcher says where it is. */
    public static final String HOME = "afterimage.home";

    /**
     * The one that this command belongs to.
     *
     * @throws CommandException if it is not known, or not built
     */
    public static Installation current() {
        Installation installation = new Installation(Optional.ofNullable(System.getProperty(HOME))
                .map(Path::of)
                .orElseThrow(() -> new CommandException("Where Afterimage is installed is not known. Start it with"
                        + " deploy/afterimage, or give Java -D" + HOME + "=FOLDER.")));
        require(installation.brokerLibrary());
        require(installation.classifier());
        require(installation.compilerDirectives());
        return installation;
    }

    /** As Java's class path takes it: all jars of a folder. */
    public String brokerClassPath() {
        return brokerLibrary() + "/*";
    }

    /** The classifier's jar, which names its class path itself. */
    public Path classifier() {
        return home.resolve("classifier-service/target/quarkus-app/quarkus-run.jar");
    }

    /** What C2 may compile where cores are few. */
    public Path compilerDirectives() {
        return home.resolve("deploy/cli/compile-hashes-only.json");
    }

    /** The trainer's jar, which names its class path itself. */
    Path trainer() {
        return home.resolve("trainer-service/target/quarkus-app/quarkus-run.jar");
    }

    /**
     * Returns if the trainer is built; what only classifies does not need it.
     *
     * @throws CommandException if it is not
     */
    void requireTrainer() {
        require(trainer());
    }

    private Path brokerLibrary() {
        return home.resolve("deploy/broker/target/lib");
    }

    private static void require(Path built) {
        if (!Files.exists(built)) {
            throw new CommandException(built + " is missing. Start with deploy/afterimage, which builds what is"
                    + " missing, or build with 'mvn package -DskipTests'.");
        }
    }
}
