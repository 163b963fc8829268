package io.afterimage.classifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which. */
@AnalyzeClasses(packages = "io.afterimage.classifier", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule THE_FRAMEWORK_STAYS_IN_OPS_AND_HTTP = noClasses()
            .that()
            .resideOutsideOfPackages("..ops..", "..upload.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule INFERENCE_KNOWS_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("..infer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..batch..", "..label..", "..ops..");

    @ArchTest
    static final ArchRule THE_LIVE_MODEL_KNOWS_NO_STREAM = noClasses()
            .that()
            .resideInAPackage("..live..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "..batch..", "..label..", "..ops..");

    @ArchTest
    static final ArchRule LABELLING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..label..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.bytedeco..", "..batch..", "..live..", "..ops..");

    @ArchTest
    static final ArchRule THE_CRASH_GUARD_KNOWS_NO_STAGE_OF_THE_WAY = noClasses()
            .that()
            .resideInAPackage("..crash..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.bytedeco..",
                    "..batch..",
                    "..infer..",
                    "..label..",
                    "..live..",
                    "..ops..");

    @ArchTest
    static final ArchRule STEPS_ONLY_NOTE_THE_TIME = noClasses()
            .that()
            .resideInAnyPackage("..infer..", "..live..", "..label..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.opentelemetry..", "..metrics..", "..trace..");

    @ArchTest
    static final ArchRule TRACES_ARE_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("..trace..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule RESULTS_KNOW_NEITHER_UPLOADS_NOR_THE_STREAM = noClasses()
            .that()
            .resideInAPackage("..upload.results..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.afterimage.classifier.upload", "..upload.http..", "..ops..", "..batch..");

    @ArchTest
    static final ArchRule WHO_STARTS_THE_CLASSIFIER_KNOWS_NO_UPLOADS = noClasses()
            .that()
            .resideInAPackage("..ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..upload..");
}
