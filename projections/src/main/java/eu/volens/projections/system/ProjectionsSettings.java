package eu.volens.projections.system;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator sets.
 *
 * @param serviceToken shared by the services to know one another; has no default
 * @param apiKeysFile  keys of the controller's backends; need not be there
 * @param kafka        where the broker is; not asked when something else carries the events
 */
@Validated
@ConfigurationProperties("volens")
record ProjectionsSettings(
        @NotBlank(message = "must be set (VOLENS_SERVICE_TOKEN): a long random secret that all services of the house share") String serviceToken,
        @NotBlank String apiKeysFile, @NotNull @Valid Kafka kafka, @DefaultValue @Valid Projections projections) {

    /** @param bootstrapServers {@code host:port}, several with commas */
    record Kafka(@NotBlank String bootstrapServers) {}

    /** @param rebuild drop the read models on start and read everything again; take it away again afterwards */
    record Projections(@DefaultValue("false") boolean rebuild) {}
}
