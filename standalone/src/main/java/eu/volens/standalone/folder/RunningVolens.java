package eu.volens.standalone.folder;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds the running Volens and proves itself to it. */
public final class RunningVolens {

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://localhost:8080", converter = VolensAddress.class,
            description = "Where Volens answers (default http://localhost:8080).")
    private URI url = URI.create("");

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data",
            description = "Data folder of that Volens, which holds its tokens (default ./data).")
    private Path data = Path.of("");

    @Option(names = "--token-file", paramLabel = "FILE", description = "The token itself, where the data folder is not at hand.")
    private @Nullable Path tokenFile;

    /** Without a slash at its end. */
    public URI url() {
        return url;
    }

    /** @throws Refusal when it cannot be read, with what to do about it */
    public String serviceToken() {
        return TokenFile.read(data, "service-token", tokenFile, "service token");
    }

    /** @throws Refusal when it cannot be read, with what to do about it */
    public String auditorToken() {
        return TokenFile.read(data, "auditor-token", tokenFile, "auditor's token");
    }
}
