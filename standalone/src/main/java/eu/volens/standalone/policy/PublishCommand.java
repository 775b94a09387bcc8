package eu.volens.standalone.policy;

import eu.volens.standalone.folder.Refusal;
import eu.volens.standalone.folder.RunningVolens;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code volens policy publish}: shows in what the folder of the running Volens differs from what visitors are shown, and publishes it. */
@Command(name = "publish", sortOptions = false, description = "Have the running Volens show its visitors what its controller's folder says now.",
        footer = {"", "Without --material or --editorial it is what the comparison proposes: more, longer, or to others is", "material."})
final class PublishCommand implements Runnable {

    private static final int VERSION_CHARACTERS_SHOWN = 12;

    @Option(names = "--site", paramLabel = "ID", description = "Only this site (default all whose folder has changed).")
    @Nullable String site;

    @ArgGroup
    @Nullable Weight weight;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed for --editorial where material is proposed. Kept for good.")
    @Nullable String reason;

    @Option(names = "--by", paramLabel = "TEXT", description = "Who: a function, not a name. Kept for good.")
    @Nullable String by;

    @Option(names = "--dry-run", description = "Only show the differences and what is proposed.")
    boolean dryRun;

    @Mixin
    RunningVolens running = new RunningVolens();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec
    @Nullable CommandSpec spec;

    /** What the operator says the change is. */
    static final class Weight {

        @Option(names = "--material", description = "Ask every visitor again.")
        boolean material;

        @Option(names = "--editorial", description = "Ask nobody again.")
        boolean editorial;

        String code() {
            return material ? "material" : "editorial";
        }
    }

    @Override
    public void run() {
        PolicyApi api = new PolicyApi(running.url(), running.serviceToken());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        for (JsonNode one : wanted(api.get("/api/policies").required("sites").valueStream().toList())) {
            publish(api, one, out);
            out.flush();
        }
    }

    private List<JsonNode> wanted(List<JsonNode> sites) {
        if (site == null) {
            return sites;
        }
        List<JsonNode> named = sites.stream().filter(one -> one.required("site").stringValue().equals(site)).toList();
        if (named.isEmpty()) {
            throw new Refusal("there is no site " + site + "; there are "
                    + String.join(", ", sites.stream().map(one -> one.required("site").stringValue()).toList()));
        }
        return named;
    }

    private void publish(PolicyApi api, JsonNode one, PrintWriter out) {
        String id = one.required("site").stringValue();
        switch (one.required("folder").stringValue()) {
            case "published" -> out.println(id + ": the folder is in force already, as " + shortened(one, "version"));
            case "gone" -> out.println(id + ": the folder has no such site any more");
            case "invalid" -> throw new Refusal("the folder has mistakes and is not published; volens policy check names them:\n"
                    + String.join("\n", one.path("problems").valueStream().map(JsonNode::stringValue).toList()));
            default -> publishChanged(api, id, out);
        }
    }

    private void publishChanged(PolicyApi api, String id, PrintWriter out) {
        JsonNode comparison = api.get("/api/policies/" + id + "/comparison");
        String from = comparison.required("from").stringValue();
        out.printf("%s: %s differs from %s, which is in force%n", id, shortened(comparison, "to"), shortened(comparison, "from"));
        comparison.required("differences").forEach(difference ->
                out.printf("  %-9s  %s%n", difference.required("weight").stringValue(), difference.required("text").stringValue()));
        out.println("proposed: " + comparison.required("proposal").stringValue());
        if (dryRun) {
            return;
        }
        Map<String, String> body = new LinkedHashMap<>(Map.of("instead", from));
        Optional.ofNullable(weight).ifPresent(said -> body.put("change", said.code()));
        Optional.ofNullable(reason).ifPresent(said -> body.put("reason", said));
        Optional.ofNullable(by).ifPresent(said -> body.put("by", said));
        JsonNode published = api.post("/api/policies/" + id, body);
        String change = published.required("change").stringValue();
        out.printf("published as %s, %s: visitors who had chosen are%s asked again%n", shortened(published, "version"), change,
                change.equals("material") ? "" : " not");
    }

    /** As people tell versions from each other. */
    private static String shortened(JsonNode body, String member) {
        String version = body.required(member).stringValue();
        return version.substring(0, Math.min(version.length(), VERSION_CHARACTERS_SHOWN));
    }
}
