package io.afterimage.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package must not know which. */
@AnalyzeClasses(packages = "io.afterimage.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule IMAGES_KNOW_NEITHER_KAFKA_NOR_MODELS_NOR_THE_STORE = noClasses()
            .that()
            .resideInAPackage("io.afterimage.model.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "ai.onnx..",
                    "ai.onnxruntime..",
                    "io.afterimage.model.log..",
                    "io.afterimage.model.store..",
                    "io.afterimage.model.onnx..");

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_ONLY_FILES = noClasses()
            .that()
            .resideInAPackage("io.afterimage.model.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "ai.onnx..",
                    "ai.onnxruntime..",
                    "io.afterimage.events..",
                    "io.afterimage.model.log..",
                    "io.afterimage.model.image..",
                    "io.afterimage.model.onnx..");

    @ArchTest
    static final ArchRule NATIVE_PIXELS_STAY_WITH_THE_IMAGES = noClasses()
            .that()
            .resideOutsideOfPackage("io.afterimage.model.image..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");
}
