package io.afterimage.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterimage.broker.LocalPorts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void theReasonsOfWhatIsDownAreTaken() throws Exception {
        assertThat(parse("{'status':'DOWN','checks':[{'name':'a','status':'UP','data':{'reason':'fine'}},"
                        + "{'name':'b','status':'DOWN','data':{'reason':'no model is live'}},"
                        + "{'name':'c','status':'DOWN'}]}"))
                .isEqualTo(Health.down("no model is live; c"));
    }

    @Test
    void upNeedsNoReason() throws Exception {
        assertThat(parse("{'status':'UP','checks':[]}")).isEqualTo(Health.UP);
    }

    @Test
    void whoIsUpMayHaveSomethingToSay() throws Exception {
        assertThat(parse("{'status':'UP','checks':[{'name':'a','status':'UP','data':{'reason':'it stands by'}},"
                        + "{'name':'b','status':'UP','data':{'reason':'it stands by'}},{'name':'c','status':'UP'}]}"))
                .isEqualTo(new Health(true, "it stands by"));
    }

    @Test
    void anAnswerOfAnotherKindIsNoHealth() throws Exception {
        assertThat(parse("{}")).isEqualTo(Health.down("it gives no reason"));
    }

    @Test
    void nobodyAnswers() throws Exception {
        String url = "http://127.0.0.1:" + LocalPorts.free();

        assertThat(Health.of(url)).isEqualTo(Health.down("it does not answer on " + url));
    }

    private static Health parse(String json) throws IOException {
        return Health.parse(json.replace('\'', '"').getBytes(UTF_8));
    }
}
