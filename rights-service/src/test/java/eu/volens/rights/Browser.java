package eu.volens.rights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person at the pages, without scripts: keeps cookies, fills in the forms it is shown, follows redirects only when told to. */
public final class Browser {
    private final String base;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String language = "en";

    /** @param base such as {@code http://localhost:8082} */
    public Browser(String base) {
        this.base = base;
    }

    public Browser speaking(String language) {
        this.language = language;
        return this;
    }

    public Browser withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** What came back. */
    public record Page(String address, int status, HttpHeaders headers, String body) {

        public Document document() {
            return Jsoup.parse(body);
        }

        public String location() {
            return headers.firstValue("Location").orElse("");
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String text() {
            return document().body().text();
        }
    }

    public Page get(String path) {
        return send(request(path).GET().build(), path);
    }

    public Page method(String method, String path) {
        return send(request(path).method(method, BodyPublishers.noBody()).build(), path);
    }

    /** Posts exactly these fields, whatever a page would have added. */
    public Page post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var form = request(path).header("Content-Type", "application/x-www-form-urlencoded");
        return send(form.POST(BodyPublishers.ofString(body)).build(), path);
    }

    /** Fills in and sends the form with this action, hidden fields included. A form without action posts to its page. */
    public Page submit(Page page, String action, Map<String, String> fields) {
        var form = page.document().select("form[method=post]").stream()
                .filter(one -> (one.hasAttr("action") ? one.attr("action") : page.address()).equals(action))
                .findFirst().orElseThrow(() -> new AssertionError("no form for " + action + " on " + page.text()));
        Map<String, String> all = new LinkedHashMap<>();
        for (Element hidden : form.select("input[type=hidden]")) {
            all.put(hidden.attr("name"), hidden.attr("value"));
        }
        all.putAll(fields);
        return post(action, all);
    }

    public Page follow(Page redirect) {
        String location = redirect.location();
        return get(location.startsWith(base) ? location.substring(base.length()) : location);
    }

    public Page signIn(String name, String password) {
        return submit(get("/login"), "/login", Map.of("username", name, "password", password));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "text/html,*/*;q=0.8").header("Accept-Language", language);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies.entrySet().stream()
                    .map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest request, String path) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair.length < 2 || pair[1].isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
