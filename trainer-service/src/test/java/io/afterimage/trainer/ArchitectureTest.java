package io.afterimage.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.afterimage.trainer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String LIBTORCH = "org.bytedeco..";

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NEITHER_KAFKA_NOR_QUARKUS = noClasses()
            .that()
            .resideInAPackage("..trainer.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.quarkus..", "jakarta..", "..model.log..", "..model.store..");

    @ArchTest
    static final ArchRule A_TRAINING_KNOWS_NEITHER_KAFKA_NOR_RUNS = noClasses()
            .that()
            .resideInAPackage("..trainer.finetune..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "jakarta..",
                    "..trainer.run..",
                    "..trainer.gate..",
                    "..model.log..");

    @ArchTest
    static final ArchRule ONLY_A_RUNS_PROCESS_TRAINS_AND_SCORES = noClasses()
            .that()
            .resideInAnyPackage("..trainer.run..", "..trainer.ops..")
            .and()
            .haveSimpleNameNotStartingWith("RunMain")
            .and()
            .haveSimpleNameNotStartingWith("Scoring")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("FineTuner")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("ModelSession")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Scorer")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("..engine.operator..", "..engine.graph..");

    @ArchTest
    static final ArchRule THE_GATE_KNOWS_NEITHER_KAFKA_NOR_LIBTORCH = noClasses()
            .that()
            .resideInAPackage("..trainer.gate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    LIBTORCH,
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "jakarta..",
                    "..trainer.run..",
                    "..trainer.publish..");

    @ArchTest
    static final ArchRule NO_RUN_KNOWS_MLFLOW = noClasses()
            .that()
            .resideInAnyPackage("..trainer.run..", "..trainer.finetune..", "..trainer.gate..", "..trainer.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..trainer.mlflow..");

    @ArchTest
    static final ArchRule MLFLOW_KNOWS_NEITHER_KAFKA_NOR_QUARKUS = noClasses()
            .that()
            .resideInAPackage("..trainer.mlflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIBTORCH, "org.apache.kafka..", "io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule GRAPHS_KNOW_NO_LIBTORCH = noClasses()
            .that()
            .resideInAnyPackage("..engine.graph..", "..engine.architecture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIBTORCH, "..engine.operator..", "..engine.train..");

    @ArchTest
    static final ArchRule WHAT_IS_INSIDE_KNOWS_NEITHER_KAFKA_NOR_LIBTORCH = noClasses()
            .that()
            .resideInAPackage("..trainer.inside..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIBTORCH, "org.apache.kafka..", "..engine.operator..", "..engine.train..");

    @ArchTest
    static final ArchRule OPERATORS_KNOW_NO_TRAINING = noClasses()
            .that()
            .resideInAPackage("..engine.operator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..engine.train..");

    @ArchTest
    static final ArchRule WHAT_PEOPLE_SAY_KNOWS_NEITHER_THE_ENGINE_NOR_QUARKUS = noClasses()
            .that()
            .resideInAnyPackage("..trainer.feedback..", "..trainer.example..", "..trainer.dataset..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LIBTORCH, "..trainer.engine..", "io.quarkus..", "jakarta..");

    @ArchTest
    static final ArchRule WHAT_PEOPLE_ARE_ASKED_IS_A_PURE_POLICY = noClasses()
            .that()
            .resideInAnyPackage(
                    "..trainer.review..", "..trainer.label..", "..trainer.stream..", "..trainer.labelstudio..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    LIBTORCH,
                    "org.apache.kafka..",
                    "io.quarkus..",
                    "io.vertx..",
                    "jakarta..",
                    "..trainer.http..",
                    "..trainer.ops..");

    @ArchTest
    static final ArchRule WHAT_THE_CONSOLE_KNOWS_IS_APART_FROM_HOW_IT_IS_ASKED = noClasses()
            .that()
            .resideInAnyPackage("..trainer.live..", "..trainer.answer..", "..trainer.picture..", "..trainer.inside..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx..", "jakarta..", "..trainer.http..", "..trainer.ops..");
}
