package eu.volens.rights.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalTimeTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
            "Received: from x.example ([192.0.2.1]) by mx.itsme.be with ESMTP id 7; Fri, 6 Mar 2026 10:12:04 +0100           | 2026-03-06T09:12:04Z",
            "Received: from x.example by MX2.ITSME.BE; Fri, 6 Mar 2026 10:12:04 +0100 (CET)                                  | 2026-03-06T09:12:04Z",
            "Received: by itsme.be; 6 Mar 2026 09:12:04 GMT                                                                  | 2026-03-06T09:12:04Z",
            "Received: from a by in.outlook.example; Fri, 6 Mar 2026 10:12:04 +0100                                          | 2026-03-06T09:12:04Z",
            "Received: from a by mx.elsewhere.example; Fri, 6 Mar 2026 10:12:04 +0100~Received: from b by mx.itsme.be; Thu, 5 Mar 2026 10:00:00 +0000 | now",
            "Received: from x (by mx.itsme.be) by mx.evil.example; Fri, 6 Mar 2026 10:12:04 +0100                             | now",
            "Received: from x by notitsme.be; Fri, 6 Mar 2026 10:12:04 +0100                                                 | now",
            "Received: from x by itsme.be.evil.example; Fri, 6 Mar 2026 10:12:04 +0100                                       | now",
            "Received: from x by mx.itsme.be; Wed, 11 Mar 2026 10:12:04 +0100                                                | now",
            "Received: from x by mx.itsme.be; some day                                                                       | now",
            "Received: from x by mx.itsme.be                                                                                 | now",
            "Received: ((((by mx.itsme.be; Fri, 6 Mar 2026 10:12:04 +0100                                                    | 2026-03-06T09:12:04Z",
            "Date: Fri, 6 Mar 2026 10:12:04 +0100                                                                            | now",
            "X-Nothing: at all                                                                                               | now"})
    void onlyTheTopmostWordOfOurOwnServersCounts(String fields, String expected) {
        byte[] raw = (fields.strip().replace("~", "\r\n") + "\r\nSubject: x\r\n\r\nx").getBytes(StandardCharsets.UTF_8);

        assertThat(ArrivalTime.of(raw, List.of("itsme.be", "Outlook.example"), NOW)).isEqualTo(expected.equals("now") ? NOW : Instant.parse(expected));
    }
}
