package eu.volens.eventstore;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A master key that never leaves HashiCorp Vault: its Transit engine encrypts and decrypts for us. The id holds the key's version, so that
 * Vault's own rotation shows: what an older version wrapped is wrapped anew by {@link MasterKeyRotation}, after which Vault's
 * {@code min_decryption_version} may be raised.
 *
 * <p>Transit's {@code rewrap} takes no associated data (hashicorp/vault issue 31791), without which a wrapped key could be moved to
 * another person; so wrapping anew is a decrypt and an encrypt.
 */
public final class VaultMasterKey implements MasterKey {

    private static final String PROBE = "master-key-probe/1";
    private static final int ANSWER_CHARACTERS_MAX = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Place place;
    private final Duration answerWait;
    private final HttpClient http;

    private VaultMasterKey(Place place, Duration connectWait, Duration answerWait) {
        this.place = place;
        this.answerWait = answerWait;
        // Redirects are not followed: the token is for the address that the operator gave.
        this.http = HttpClient.newBuilder().connectTimeout(connectWait).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /**
     * Where the key is and how to be let in.
     *
     * @param address   of Vault, without a path
     * @param mount     of the Transit engine, such as {@code transit}
     * @param key       its name there
     * @param namespace blank where there are none
     * @param token     the token itself; blank when it is in a file
     * @param tokenFile read at each request, so that an agent may renew it; null when the token is given
     */
    public record Place(URI address, String mount, String key, String namespace, String token, @Nullable Path tokenFile) {

        /** Without the token. */
        @Override
        public String toString() {
            return address + "/v1/" + mount + ", key " + key;
        }
    }

    /**
     * Opens the key: wraps, unwraps, and sees that what was wrapped for one place does not open at another, which takes Vault 1.9 or newer.
     *
     * @throws MasterKeyUnavailableException when Vault does not answer
     * @throws MasterKeyRefusedException     when it refuses, or is too old
     */
    public static VaultMasterKey open(Place place) {
        return open(place, Duration.ofSeconds(3), Duration.ofSeconds(10));
    }

    static VaultMasterKey open(Place place, Duration connectWait, Duration answerWait) {
        VaultMasterKey masterKey = new VaultMasterKey(place, connectWait, answerWait);
        masterKey.probe();
        return masterKey;
    }

    private void probe() {
        WrappedKey wrapped = wrap(new byte[32], PROBE);
        unwrap(wrapped.masterKeyId(), wrapped.bytes(), PROBE);
        try {
            unwrap(wrapped.masterKeyId(), wrapped.bytes(), "elsewhere");
        } catch (SealedDataException bound) {
            return;
        }
        throw new MasterKeyRefusedException("The Vault at " + place.address() + " ignores associated_data, so wrapped keys could be moved about; "
                + "use a newer one and a key of type aes256-gcm96");
    }

    /** Asks Vault, which names its latest version only by using it. */
    @Override
    public String id() {
        return wrap(new byte[32], PROBE).masterKeyId();
    }

    @Override
    public WrappedKey wrap(byte[] key, String context) {
        String ciphertext = text(ask("encrypt", Map.of("plaintext", base64(key), "associated_data", base64(context))), "ciphertext");
        String[] parts = ciphertext.split(":", 3);
        if (parts.length != 3 || !parts[0].equals("vault") || !parts[1].matches("v[1-9][0-9]*")) {
            throw new MasterKeyUnavailableException("The Vault at " + place.address() + " answered something else than a ciphertext", null);
        }
        return new WrappedKey(prefix() + parts[1], ciphertext.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] unwrap(String masterKeyId, byte[] wrapped, String context) {
        if (!masterKeyId.startsWith(prefix())) {
            throw new SealedDataException("The master key " + masterKeyId + " is none of Vault's " + prefix() + "; restore the setting or the key");
        }
        String ciphertext = new String(wrapped, StandardCharsets.UTF_8);
        if (!ciphertext.startsWith("vault:" + masterKeyId.substring(prefix().length()) + ":")) {
            throw new SealedDataException("Something else than a key wrapped under the master key " + masterKeyId);
        }
        try {
            JsonNode answer = ask("decrypt", Map.of("ciphertext", ciphertext, "associated_data", base64(context)));
            return Base64.getDecoder().decode(text(answer, "plaintext"));
        } catch (IllegalArgumentException e) {
            throw new MasterKeyUnavailableException("The Vault at " + place.address() + " answered something else than a plaintext", e);
        }
    }

    private String prefix() {
        return "vault:" + place.mount() + "/" + place.key() + ":";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode ask(String operation, Map<String, String> question) {
        HttpResponse<String> answer = send(request(operation, question));
        if (answer.statusCode() == 200) {
            return json(answer.body());
        }
        String said = "Vault answered " + answer.statusCode() + " to " + operation + " at " + place + ": " + errors(answer.body());
        throw switch (answer.statusCode()) {
            case 400 -> operation.equals("decrypt") ? new SealedDataException(said) : new MasterKeyRefusedException(said);
            case 403 -> new MasterKeyRefusedException(said + "; give volens.master-key.vault a token that lives and may encrypt and decrypt");
            case 404, 405 -> new MasterKeyRefusedException(said + "; see that the Transit engine is mounted there and the key was made");
            case 301, 302, 307, 308 -> new MasterKeyRefusedException(said + "; set the address of the active Vault");
            // Some versions call a ciphertext that does not open their own error.
            case 500 -> operation.equals("decrypt") && said.contains("message authentication failed") ? new SealedDataException(said)
                    : new MasterKeyUnavailableException(said, null);
            default -> new MasterKeyUnavailableException(said, null);
        };
    }

    private HttpRequest request(String operation, Map<String, String> question) {
        URI uri = URI.create(place.address() + "/v1/" + place.mount() + "/" + operation + "/" + place.key());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(answerWait).header("Content-Type", "application/json")
                .header("X-Vault-Request", "true").header("X-Vault-Token", token()).POST(BodyPublishers.ofString(JSON.writeValueAsString(question)));
        if (!place.namespace().isBlank()) {
            request.header("X-Vault-Namespace", place.namespace());
        }
        return request.build();
    }

    private String token() {
        if (place.tokenFile() == null) {
            return place.token();
        }
        try {
            String token = Files.readString(place.tokenFile()).strip();
            if (token.matches("[\\x21-\\x7e]+")) {
                return token;
            }
        } catch (IOException unreadable) {
            // Said below.
        }
        throw new MasterKeyRefusedException("There is no token for Vault in the file " + place.tokenFile()
                + "; see who writes it and who may read it");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new MasterKeyUnavailableException("Vault does not answer at " + place.address() + " (" + e.getClass().getSimpleName() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MasterKeyUnavailableException("Vault was not waited for", e);
        }
    }

    private JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            // Without its cause, which quotes what may be a key.
            throw new MasterKeyUnavailableException("What answers at " + place.address() + " is not Vault", null);
        }
    }

    private String text(JsonNode answer, String field) {
        JsonNode value = answer.path("data").path(field);
        if (!value.isString()) {
            throw new MasterKeyUnavailableException("The Vault at " + place.address() + " answered without " + field, null);
        }
        return value.stringValue();
    }

    /** {@code {"errors": […]}}, or the beginning of whatever came instead. */
    private static String errors(String body) {
        String said;
        try {
            said = JSON.readTree(body).path("errors").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
        } catch (JacksonException notVault) {
            said = body;
        }
        said = said.isBlank() ? "nothing more" : said.replaceAll("\\s+", " ").strip();
        return said.substring(0, Math.min(said.length(), ANSWER_CHARACTERS_MAX));
    }
}
