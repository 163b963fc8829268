package io.afterimage.classifier.upload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterimage.broker.TestBroker;
import io.afterimage.classifier.TestImages;
import io.afterimage.classifier.TestTask;
import io.afterimage.classifier.ops.Classifier;
import io.afterimage.classifier.ops.Instances;
import io.afterimage.model.TestModels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads against a classifier and a real broker, with a second instance of the API beside. */
@Tag("broker")
class UploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] RED = TestImages.png(Color.RED);

    @TempDir
    private static Path folder;

    private static TestTask task;
    private static Instances instances;
    private static Classifier classifier;
    private static ApiServer api;
    private static ApiServer other;

    @BeforeAll
    static void start() {
        task = TestTask.create(TestBroker.shared().bootstrapServers(), folder);
        task.promote(TestModels.colours());
        instances = new Instances(task);
        classifier = instances.start();
        api = serve(Map.of());
        other = serve(Map.of());
        api.awaitFollowing();
        other.awaitFollowing();
    }

    /** While the classifier does not hear from the broker, as behind a thousand clients, nothing is waited for. */
    @BeforeEach
    void awaitReady() {
        Instances.awaitReady(classifier);
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
        other.close();
        instances.close();
        task.close();
    }

    @Test
    void anImageGetsItsLabelInTheSameCallAndAnotherInstanceFindsItToo() throws Exception {
        Http.Answer uploaded =
                Http.send(Http.upload(api.uri("/v1/images?source=door&wait=20s&attribute.order=4711"), RED)
                        .build());

        assertThat(uploaded.status()).isEqualTo(200);
        assertThat(uploaded.text("state")).isEqualTo("labelled");
        assertThat(uploaded.body().at("/result/label").asText()).isEqualTo("red");
        assertThat(uploaded.body().at("/result/source").asText()).isEqualTo("door");
        assertThat(uploaded.header("Location")).isEqualTo("/v1/images/" + uploaded.text("id"));

        Http.Answer found = Http.get(other.uri(uploaded.header("Location")));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).isEqualTo(uploaded.body());
    }

    @Test
    void anInstanceThatStartsLaterFindsALabelFromBefore() throws Exception {
        Http.Answer uploaded =
                Http.send(Http.upload(api.uri("/v1/images?wait=20s"), RED).build());

        try (ApiServer late = serve(Map.of())) {
            Http.Answer found = Http.get(late.uri(uploaded.header("Location")));
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.body()).isEqualTo(uploaded.body());
        }
    }

    @Test
    void anImageOfAContinuousSourceIsFoundAlthoughItsKeyIsTheSource() throws Exception {
        Http.Answer uploaded = Http.send(Http.upload(api.uri("/v1/images?source=camera&continuous=true&wait=20s"), RED)
                .build());

        try (ApiServer late = serve(Map.of())) {
            assertThat(Http.get(late.uri(uploaded.header("Location"))).body()).isEqualTo(uploaded.body());
        }
    }

    @Test
    void withoutWaitingItIsAcceptedAndTheLabelIsFoundLater() throws Exception {
        Http.Answer accepted = Http.send(Http.upload(api.uri("/v1/images"), RED).build());

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("state")).isEqualTo("pending");
        assertThat(accepted.text("source")).isEqualTo("upload");
        assertThat(accepted.body().has("remark")).isFalse();
        await().atMost(PATIENCE)
                .until(() -> Http.get(api.uri(accepted.header("Location"))).text("state"), "labelled"::equals);
    }

    @Test
    void aFormCarriesTheImageAndItsParameters() throws Exception {
        Http.Answer uploaded = Http.send(Http.form(api.uri("/v1/images?wait=20s"), "source", "förm", RED));

        assertThat(uploaded.status()).isEqualTo(200);
        assertThat(uploaded.body().at("/result/source").asText()).isEqualTo("förm");
    }

    @Test
    void aLargeImageGoesThroughTheStore() throws Exception {
        byte[] large = redBitmap(700);

        Http.Answer uploaded =
                Http.send(Http.upload(api.uri("/v1/images?wait=30s"), large).build());

        assertThat(uploaded.status()).isEqualTo(200);
        assertThat(uploaded.body().at("/result/label").asText()).isEqualTo("red");
        assertThat(task.store().resolve("images"))
                .isDirectoryContaining(file -> file.toFile().length() == large.length);
    }

    @Test
    void aBrokenImageThatWasWaitedForIsAProblemWithItsReason() throws Exception {
        byte[] cut = Arrays.copyOf(RED, RED.length / 2);

        Http.Answer refused = Http.send(
                Http.upload(api.uri("/v1/images?source=cut&wait=20s"), cut).build());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("type")).isEqualTo("urn:afterimage:problem:image-rejected");
        assertThat(refused.text("reason")).isEqualTo("IMAGE_TRUNCATED");
        try (ApiServer late = serve(Map.of())) {
            Http.Answer found = Http.get(late.uri(refused.header("Location")));
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.text("state")).isEqualTo("rejected");
            assertThat(found.body().at("/result/reason").asText()).isEqualTo("IMAGE_TRUNCATED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "source=%20, PARAMETER_INVALID",
        "source=a%0Ab, PARAMETER_INVALID",
        "source=a%0D%0ASet-Cookie:%20x=1, PARAMETER_INVALID",
        "source=a&source=b, PARAMETER_INVALID",
        "sauce=a, PARAMETER_INVALID",
        "wait=31s, PARAMETER_INVALID",
        "wait=-1s, PARAMETER_INVALID",
        "wait=soon, PARAMETER_INVALID",
        "continuous=yes, PARAMETER_INVALID",
        "captured_at=yesterday, PARAMETER_INVALID",
        "time_to_live=0s, PARAMETER_INVALID",
        "source=%ZZ, REQUEST_MALFORMED",
    })
    void aParameterThatBreaksItsRuleIsNamed(String query, String reason) throws Exception {
        String answer = Http.raw(
                api.port(),
                Http.head("/v1/images?" + query, "Content-Length: " + RED.length, "Connection: close"),
                RED);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"reason\":\"" + reason + "\"");
        assertThat(answer).doesNotContain("\nSet-Cookie");
    }

    @Test
    void aSourceOfTenKilobytesIsRefused() throws Exception {
        Http.Answer refused = Http.send(Http.form(api.uri("/v1/images"), "source", "x".repeat(10_000), RED));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("detail")).contains("1 to 256 characters");
    }

    @Test
    void aPathAsItsSourceIsJustText() throws Exception {
        Set<Path> before = files();

        Http.Answer uploaded = Http.send(Http.upload(api.uri("/v1/images?source=../../etc/passwd&wait=20s"), RED)
                .build());

        assertThat(uploaded.body().at("/result/source").asText()).isEqualTo("../../etc/passwd");
        assertThat(files()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, abc, 415, MEDIA_TYPE_UNSUPPORTED",
        "application/x-www-form-urlencoded, abc, 415, MEDIA_TYPE_UNSUPPORTED",
        "image/png, abc, 415, FORMAT_UNKNOWN",
        "application/octet-stream, %PDF-1.7, 415, FORMAT_UNSUPPORTED",
        "image/png, '', 400, IMAGE_EMPTY",
        "multipart/form-data, abc, 400, BODY_MALFORMED",
        "multipart/form-data; boundary=b, abc, 400, BODY_MALFORMED",
    })
    void aBodyThatIsNoImageIsRefused(String type, String body, int status, String reason) throws Exception {
        Http.Answer refused = Http.send(Http.upload(api.uri("/v1/images"), body.getBytes(StandardCharsets.US_ASCII))
                .setHeader("Content-Type", type)
                .build());

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("reason")).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer wrong-secret-for-tests", "Basic a-secret-for-tests", "Bearer"})
    void withoutTheTokenNothingIsTaken(String authorization) throws Exception {
        HttpRequest.Builder request = Http.upload(api.uri("/v1/images"), RED);

        Http.Answer refused =
                Http.send(request.setHeader("Authorization", authorization).build());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void aThousandClientsAreServedOrToldToComeAgainAndNothingAcceptedIsLost() throws Exception {
        try (ApiServer small =
                serve(Map.of("afterimage.http.most-requests", "16", "afterimage.http.source-rate", "10000"))) {
            small.awaitFollowing();
            List<CompletableFuture<Http.Answer>> sent = IntStream.range(0, 1_000)
                    .mapToObj(i -> Http.sendAsync(Http.upload(small.uri("/v1/images?source=many&wait=20s"), RED)
                            .build()))
                    .toList();

            List<Http.Answer> answers =
                    sent.stream().map(CompletableFuture::join).toList();

            assertThat(answers).extracting(Http.Answer::status).isSubsetOf(200, 202, 429, 503);
            List<Http.Answer> accepted =
                    answers.stream().filter(answer -> answer.status() < 300).toList();
            assertThat(accepted).isNotEmpty();
            assertThat(answers)
                    .filteredOn(answer -> answer.status() >= 400)
                    .isNotEmpty()
                    .allSatisfy(
                            answer -> assertThat(answer.header("Retry-After")).isNotEmpty());
            for (Http.Answer answer : accepted) {
                await().pollDelay(Duration.ZERO)
                        .atMost(PATIENCE)
                        .until(
                                () -> Http.get(api.uri(answer.header("Location")))
                                        .text("state"),
                                "labelled"::equals);
            }
        }
    }

    private static ApiServer serve(Map<String, String> more) {
        return new ApiServer(task.config(more), classifier::health);
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !folder.relativize(file).startsWith("streams-0"))
                    .collect(Collectors.toSet());
        }
    }

    private static byte[] redBitmap(int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, Color.RED.getRGB());
        image.setRGB(0, 0, side, side, pixels, 0, side);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "bmp", bytes);
        return bytes.toByteArray();
    }
}
