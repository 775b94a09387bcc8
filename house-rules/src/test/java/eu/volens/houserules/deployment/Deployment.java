package eu.volens.houserules.deployment;

import eu.volens.houserules.Repository;
import eu.volens.houserules.deployment.ComposeFile.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The compose file and the Dockerfile of the repository, and which of their services are ours. */
final class Deployment {

    static final String SERVICE_TOKEN = "a-token-that-only-this-test-knows";

    /**
     * @param name   in the compose file, and the last part of its base package
     * @param module its folder, its jar and its configuration file are called so
     */
    record Ours(String name, String module) {

        String basePackage() {
            return "eu.volens." + name;
        }

        String configuration() {
            return module + ".yml";
        }
    }

    static final List<Ours> OURS =
            List.of(new Ours("ledger", "ledger-service"), new Ours("rights", "rights-service"), new Ours("projections", "projections"));

    private static final Map<String, String> VARIABLES = Map.of("VOLENS_SERVICE_TOKEN", SERVICE_TOKEN, "POSTGRES_PASSWORD", "volens");

    private Deployment() {}

    static ComposeFile compose() {
        return ComposeFile.parse(Repository.text(Path.of("docker-compose.yml")), VARIABLES);
    }

    static Dockerfile dockerfile(Service service) {
        return Dockerfile.parse(Repository.text(Path.of("Dockerfile")), service.buildArguments());
    }

    static Dockerfile.Stage image(Service service) {
        return dockerfile(service).image(Optional.ofNullable(service.target()));
    }
}
