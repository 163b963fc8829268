package io.afterimage.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "io.afterimage.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String KAFKA = "org.apache.kafka..";
    private static final String OPENCV = "org.bytedeco..";
    private static final String[] ONNX = {"ai.onnx..", "ai.onnxruntime..", "org.tribuo.."};

    @ArchTest
    static final ArchRule IMAGES_KNOW_NO_KAFKA = noClasses()
            .that()
            .resideInAPackage("..image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA, "..model.log..", "..model.onnx..", "..model.store..");

    @ArchTest
    static final ArchRule IMAGES_KNOW_NO_MODEL = noClasses()
            .that()
            .resideInAPackage("..image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ONNX);

    @ArchTest
    static final ArchRule THE_STORE_KNOWS_NO_KAFKA_AND_NO_NATIVE_CODE = noClasses()
            .that()
            .resideInAPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA, OPENCV, "ai.onnx..", "ai.onnxruntime..", "..model.image..", "..model.log..");

    @ArchTest
    static final ArchRule THE_LOG_KNOWS_NO_NATIVE_CODE = noClasses()
            .that()
            .resideInAPackage("..log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    OPENCV, "ai.onnx..", "ai.onnxruntime..", "..model.image..", "..model.onnx..", "..model.store..");

    @ArchTest
    static final ArchRule THE_IMPORT_KNOWS_NO_KAFKA_AND_NO_IMAGES = noClasses()
            .that()
            .resideInAPackage("io.afterimage.model.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA, OPENCV, "..model.image..", "..model.log..");

    @ArchTest
    static final ArchRule KAFKA_STAYS_IN_THE_LOG = noClasses()
            .that()
            .resideOutsideOfPackage("..log..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule OPENCV_STAYS_WITH_THE_IMAGES = noClasses()
            .that()
            .resideOutsideOfPackage("..image..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco.opencv..");
}
