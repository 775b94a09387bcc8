package eu.volens.projections.system;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator sets.
 *
 * @param serviceToken shared by the services to know one another; has no default
 * @param kafka        where the broker is; not needed when something else carries the events
 */
@Validated
@ConfigurationProperties("volens")
record VolensProperties(@NotBlank String serviceToken, @Nullable Kafka kafka, @DefaultValue @Valid Projections projections) {

    /** @param bootstrapServers {@code host:port}, several with commas */
    record Kafka(@NotBlank String bootstrapServers) {}

    /** @param rebuild drop the read models on start and read everything again; take it away again afterwards */
    record Projections(@DefaultValue("false") boolean rebuild) {}
}
