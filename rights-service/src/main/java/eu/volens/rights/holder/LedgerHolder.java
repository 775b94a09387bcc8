package eu.volens.rights.holder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The consent ledger, asked over HTTP: {@code POST /api/holder/search} with a bearer token. */
public final class LedgerHolder implements DataHolder {

    public static final String NAME = "consent-ledger";

    /** Far more than a person's consents take; a holder that sends more is not working. */
    private static final int ANSWER_BYTES_MAX = 20 * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final RestClient client;
    private final URI address;
    private final String token;

    /**
     * @param client    with time-outs
     * @param ledgerUrl base address of the ledger, without a slash at its end
     */
    public LedgerHolder(RestClient client, String ledgerUrl, String token) {
        this.client = client;
        this.address = URI.create(ledgerUrl + "/api/holder/search");
        this.token = token;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Answer ask(Question question) {
        try {
            byte[] bytes = client.post().uri(address).header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .contentType(MediaType.APPLICATION_JSON).accept(MediaType.APPLICATION_JSON)
                    .body(Map.of("caseNumber", question.caseNumber(), "consentRecords", question.consentRecords()))
                    .exchange((request, response) -> body(response));
            return new Answer(bytes, read(bytes));
        } catch (RestClientException e) {
            throw new HolderUnavailable("the ledger cannot be reached", e);
        }
    }

    private static byte[] body(ClientHttpResponse response) throws IOException {
        if (response.getStatusCode().value() != 200) {
            throw new HolderUnavailable("the ledger answered " + response.getStatusCode().value());
        }
        try (InputStream stream = response.getBody()) {
            byte[] bytes = stream.readNBytes(ANSWER_BYTES_MAX + 1);
            if (bytes.length > ANSWER_BYTES_MAX) {
                throw new HolderUnavailable("the ledger answered with more than " + ANSWER_BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    private record Body(@Nullable String holder, @Nullable Instant asOf, @Nullable List<HolderAnswer.ConsentRecord> records,
            @Nullable List<UUID> notFound) {}

    @Override
    public HolderAnswer read(byte[] bytes) {
        try {
            Body body = JSON.readValue(bytes, Body.class);
            if (body == null || body.asOf() == null || body.records() == null) {
                throw new HolderUnavailable("the ledger's answer lacks asOf or records");
            }
            return new HolderAnswer(NAME, body.asOf(), body.records(), body.notFound() == null ? List.of() : body.notFound());
        } catch (JacksonException e) {
            throw new HolderUnavailable("the ledger's answer is not the JSON that was agreed", e);
        }
    }
}
